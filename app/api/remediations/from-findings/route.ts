import { route } from '#lib/service/auth/route.ts';
import { draftFromFindings, draftFromFindingsSchema } from '#lib/service/remediation/draft-from-findings.ts';

export const POST = route(
  { can: ['remediation:draft', 'finding:read', 'finding:triage'], input: draftFromFindingsSchema },
  ({ access, input }) => draftFromFindings(access, input),
);
