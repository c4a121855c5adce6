import { route } from '#lib/service/auth/route.ts';
import { assignFindings, assignmentSchema } from '#lib/service/triage/assign-findings.ts';

export const POST = route({ can: 'finding:triage', input: assignmentSchema }, ({ access, input }) =>
  assignFindings(access, input),
);
