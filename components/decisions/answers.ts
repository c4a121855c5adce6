import { z } from 'zod';
import type { DecisionField } from '#lib/engine/policy/decision.ts';

/** The option taken for a decision, and what was filled in, by field name. */
export interface ChosenAnswer {
  readonly option: string;
  readonly values: Readonly<Record<string, string>>;
}

/** By id of the decision. */
export type ChosenAnswers = Readonly<Record<string, ChosenAnswer>>;

/** The name of a field in a form, as the server has it: its path, joined by dots. */
export const nameOfField = ({ path }: DecisionField): string => path.join('.');

/** What `states` holds at a field: what the option means, or an example. */
export function statedAt(states: unknown, { path }: DecisionField): string {
  let value: unknown = states;
  for (const step of path)
    value = typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined;
  if (Array.isArray(value)) return value.map(String).join('\n');
  return value === undefined || value === null ? '' : String(value);
}

/** The answers as the server takes them. Fields left as the option means them are not sent. */
export function asRequest(answers: ChosenAnswers) {
  return Object.entries(answers).map(([decision, { option, values }]) => ({ decision, option, values }));
}

const problemsShape = z.array(z.object({ decision: z.string(), field: z.string(), message: z.string() }));

export type AnswerProblems = z.infer<typeof problemsShape>;

/** What is wrong, by decision and field; none where the answer of the server says nothing of the kind. */
export function readAnswerProblems(details: unknown): AnswerProblems {
  const read = problemsShape.safeParse(details);
  return read.success ? read.data : [];
}

const previewShape = z.object({
  diff: z.array(
    z.object({
      kind: z.enum(['same', 'gone', 'new']),
      text: z.string(),
      before: z.number().nullable(),
      after: z.number().nullable(),
    }),
  ),
  problems: z.array(z.object({ line: z.number(), message: z.string(), remedy: z.string() })),
});

export type Preview = z.infer<typeof previewShape>;

export function readPreview(body: unknown): Preview | null {
  const read = previewShape.safeParse(body);
  return read.success ? read.data : null;
}

const outcomeShape = z.object({ state: z.enum(['current', 'proposed']), version: z.number().optional() });

/** What became of the saved answers, in a sentence. */
export function outcomeWords(body: unknown): string {
  const read = outcomeShape.safeParse(body);
  if (!read.success) return 'Saved.';
  return read.data.state === 'proposed'
    ? 'Proposed: it accepts more risk than the policy in force, so a second person has to approve it on the Policy page.'
    : `Saved as version ${read.data.version ?? ''} of the policy. The last snapshot is being judged by it.`;
}
