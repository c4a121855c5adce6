import { route } from '#lib/service/auth/route.ts';
import { commentFindings, commentSchema } from '#lib/service/triage/comment-findings.ts';

export const POST = route({ can: 'finding:triage', input: commentSchema }, ({ access, input }) =>
  commentFindings(access, input),
);
