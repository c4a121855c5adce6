import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import { draftRequestSchema } from '#lib/service/policy/draft-request.ts';
import { scopeOf } from '#lib/service/policy/policy-scope.ts';
import { rebaseDraft } from '#lib/service/policy/rebase-draft.ts';

// Somebody else saved first: what they changed, and the draft on top of it.
export const POST = route(
  { can: 'policy:read', input: draftRequestSchema.extend({ basedOn: z.number().int().min(0) }) },
  ({ access, input }) => rebaseDraft(access, scopeOf(input.targetId), input),
);
