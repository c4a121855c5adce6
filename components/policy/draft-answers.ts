import { z } from 'zod';
import { problemsShape } from './read-problems.ts';

// What our own API answers about a draft, as far as the editor uses it.

export const editedShape = z.object({ text: z.string(), document: z.unknown(), problems: problemsShape });

export const outcomeShape = z.discriminatedUnion('state', [
  z.object({ state: z.literal('current'), version: z.number() }),
  z.object({ state: z.literal('proposed'), proposalId: z.string() }),
]);

const line = z.object({
  kind: z.enum(['same', 'gone', 'new']),
  text: z.string(),
  before: z.number().nullable(),
  after: z.number().nullable(),
});

export const rebasedShape = z.object({
  current: z.object({
    version: z.number(),
    reason: z.string(),
    author: z.string().nullable(),
    createdAt: z.string(),
  }),
  theirs: z.array(line),
  merged: z.string().nullable(),
  currentText: z.string(),
});

export type Rebased = z.infer<typeof rebasedShape>;

const finding = z.object({
  fingerprint: z.string(),
  control: z.string(),
  severity: z.enum(['critical', 'high', 'medium', 'low', 'info']),
  title: z.string(),
  object: z.string(),
});
const status = z.enum(['pass', 'fail', 'unknown', 'not-applicable']);
const threatStatus = z.enum(['covered', 'partial', 'gap', 'unknown', 'accepted']).nullable();

export const changeShape = z.object({
  verdicts: z.array(z.object({ control: z.string(), before: status, after: status })),
  opened: z.array(finding),
  closed: z.array(finding.extend({ accepted: z.boolean() })),
  threats: z.array(
    z.object({ id: z.string(), title: z.string(), before: threatStatus, after: threatStatus }),
  ),
  decided: z.array(z.string()),
  undecided: z.array(z.string()),
});

export type Change = z.infer<typeof changeShape>;
