import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import { draftRequestSchema } from '#lib/service/policy/draft-request.ts';
import { draftEditSchema, editDraftText } from '#lib/service/policy/edit-draft.ts';
import { scopeOf } from '#lib/service/policy/policy-scope.ts';

// A form's edits, made in a draft's text; nothing is stored.
export const POST = route(
  { can: 'policy:read', input: draftRequestSchema.extend({ edits: z.array(draftEditSchema).max(1000) }) },
  ({ access, input }) => editDraftText(access, scopeOf(input.targetId), input.text, input.edits),
);
