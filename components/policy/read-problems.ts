import { z } from 'zod';
import type { DraftProblem } from '#lib/service/policy/check-draft.ts';

export const problemsShape = z.array(
  z.object({
    severity: z.enum(['error', 'warning']),
    line: z.number(),
    column: z.number(),
    path: z.string(),
    message: z.string(),
    remedy: z.string(),
    layer: z.enum(['organisation', 'database']).default('database'),
    foreign: z.boolean().default(false),
  }),
) satisfies z.ZodType<readonly DraftProblem[]>;

/** Problems as an answer of our API carries them; null when it carries none. */
export function readProblems(said: unknown): readonly DraftProblem[] | null {
  const read = problemsShape.safeParse(said);
  return read.success ? read.data : null;
}
