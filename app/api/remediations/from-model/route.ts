import { route } from '#lib/service/auth/route.ts';
import { draftFromModel, draftFromModelSchema } from '#lib/service/remediation/draft-from-model.ts';

export const POST = route(
  { can: ['remediation:draft', 'finding:read'], input: draftFromModelSchema },
  ({ access, input }) => draftFromModel(access, input),
);
