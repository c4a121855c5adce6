import { z } from 'zod';
import { type Decision, decisionFamily } from '../../engine/policy/decision.ts';
import { policySchema } from '../../engine/policy/policy.ts';

// What is left to decide is asked anew of the snapshot whenever somebody looks. A result keeps what only its verdicts knew:
// which controls wait for which decision, and the questions that nothing but a verdict asks. Of 50,000 tables that is some
// bytes; every question with its options would be 200 MB.

const field = z.object({
  path: z.array(z.union([z.string(), z.number()])),
  label: z.string(),
  kind: z.enum(['text', 'number', 'list', 'choice', 'day']),
  required: z.boolean(),
  choices: z.array(z.string()).optional(),
  given: z.boolean().optional(),
});

const option = z.object({
  title: z.string(),
  consequence: z.string(),
  policy: z.string(),
  states: policySchema.omit({ version: true }).optional(),
  fields: z.array(field).optional(),
});

const decision = z.object({
  id: z.string(),
  question: z.string(),
  why: z.string(),
  options: z.array(option),
  blocks: z.array(z.string()),
});

/** Decisions of one family that the same controls wait for. `ids: null`: all of the family that no other line lists. */
const waiting = z.object({
  family: z.string(),
  blocks: z.array(z.string()),
  ids: z.array(z.string()).nullable(),
});

const record = z.object({ whole: z.array(decision), waiting: z.array(waiting) });

/** The decisions of one result, as they are kept. */
export type DecisionsRecord = Readonly<z.infer<typeof record>>;

/** Of decisions that can be asked again (`askable`) only what waits for them is kept. */
export function decisionsRecord(
  decisions: readonly Decision[],
  askable: ReadonlySet<string>,
): DecisionsRecord {
  const byFamily = Map.groupBy(
    decisions.filter(({ id }) => askable.has(id)),
    ({ id }) => decisionFamily(id),
  );
  const lines = [...byFamily].flatMap(([family, members]) => {
    const alike = [...Map.groupBy(members, ({ blocks }) => JSON.stringify(blocks)).values()];
    const most = alike.reduce((one, other) => (other.length > one.length ? other : one), []);
    return alike.map((group) => ({
      family,
      blocks: [...(group[0]?.blocks ?? [])],
      ids: group === most ? null : group.map(({ id }) => id),
    }));
  });
  const whole = z.array(decision).parse(decisions.filter(({ id }) => !askable.has(id)));
  return { whole, waiting: lines };
}

/** The decisions of a result, read back. */
export interface StoredDecisions {
  /** Questions with their options; of a result from before only what waits was kept, all of them. */
  readonly whole: readonly Decision[];
  /** The controls that wait for a decision. */
  blocks(id: string): readonly string[];
}

export function storedDecisions(json: unknown): StoredDecisions {
  const read = z.union([record, z.array(decision)]).parse(json);
  const { whole, waiting: lines } = Array.isArray(read) ? { whole: read, waiting: [] } : read;
  const exact = new Map(whole.map(({ id, blocks }) => [id, blocks]));
  const families = new Map<string, readonly string[]>();
  for (const { family, ids, blocks } of lines) {
    if (ids === null) families.set(family, blocks);
    else for (const id of ids) exact.set(id, blocks);
  }
  const blocks = (id: string) => {
    const family = decisionFamily(id);
    return exact.get(id) ?? families.get(family) ?? exact.get(family) ?? [];
  };
  return { whole, blocks };
}
