import { z } from 'zod';
import type { PolicyProblem } from '#lib/engine/policy/policy-problem.ts';

const shape = z.array(
  z.object({
    severity: z.enum(['error', 'warning']),
    line: z.number(),
    column: z.number(),
    path: z.string(),
    message: z.string(),
    remedy: z.string(),
  }),
);

/** Problems as an answer of our API carries them; null when it carries none. */
export function readProblems(said: unknown): readonly PolicyProblem[] | null {
  const read = shape.safeParse(said);
  return read.success ? read.data : null;
}
