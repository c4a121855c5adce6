import { z } from 'zod';

const shape = z.array(z.object({ field: z.string(), message: z.string() }));

/** What the service says is wrong with which field; the first word of each. */
export function fieldProblems(details: unknown): Readonly<Record<string, string>> {
  const read = shape.safeParse(details);
  if (!read.success) return {};
  return Object.fromEntries(read.data.toReversed().map(({ field, message }) => [field, message]));
}
