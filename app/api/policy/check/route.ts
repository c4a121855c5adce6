import { route } from '#lib/service/auth/route.ts';
import { checkDraft } from '#lib/service/policy/check-draft.ts';
import { draftRequestSchema } from '#lib/service/policy/draft-request.ts';
import { scopeOf } from '#lib/service/policy/policy-scope.ts';

// Problems while one types. By POST, because it is a document.
export const POST = route({ can: 'policy:read', input: draftRequestSchema }, async ({ access, input }) => ({
  problems: await checkDraft(access, scopeOf(input.targetId), input.text),
}));
