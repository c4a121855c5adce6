import { createHash } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from '../../engine/model/canonical-json.ts';
import type { Change } from '../../engine/model/change.ts';
import type { Plan } from '../../engine/remediation/plan.ts';
import { ServiceError } from '../errors.ts';
import { type ModelPartRef, modelPartSchema } from './model-part.ts';

const statement = z.strictObject({
  sql: z.string(),
  lock: z.strictObject({ object: z.string(), mode: z.string() }).nullable(),
  transactional: z.boolean(),
});
const condition = z.strictObject({ says: z.string(), sql: z.string() });

/** What the bytes of a version hold. `changes` are the engine's own data; the digest vouches for their shape. */
const contentSchema = z.strictObject({
  format: z.literal(1),
  kind: z.enum(['sql', 'config', 'migration']),
  /** None only where it was drafted from the model. */
  findings: z.array(z.string()),
  model: modelPartSchema.exactOptional(),
  database: z.string().nullable(),
  changes: z.array(z.looseObject({ do: z.string() })),
  up: z.array(statement),
  down: z.array(statement),
  preconditions: z.array(condition),
  postconditions: z.array(condition),
  transactional: z.boolean(),
  restartNeeded: z.boolean(),
  irreversible: z.string().nullable(),
  outside: z.array(z.string()),
  warnings: z.array(z.string()),
  upText: z.string(),
  downText: z.string(),
  /** SHA-256 of what was predicted: whoever approves goes by it. */
  impact: z.string(),
});

const wholeSchema = contentSchema.refine(
  (content) => content.findings.length > 0 || content.model !== undefined,
);

export type ScriptContent = Omit<z.infer<typeof contentSchema>, 'changes'> & {
  readonly changes: readonly Change[];
};

export const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');

/** The digest of a prediction, whatever order a database gave its keys. */
export const impactDigest = (impact: unknown) => sha256(canonicalJson(impact));

/**
 * A plan as the bytes that are approved: canonical JSON, so that the same plan is the same bytes. What people read of it before
 * they approve stands in them too: the texts, and the digest of the prediction.
 */
export function scriptBytes(plan: Plan, impact: object, model: ModelPartRef | null = null): string {
  const { kind, findings, database, changes, up, down, preconditions, postconditions } = plan;
  const { transactional, restartNeeded, irreversible, outside, warnings, upText, downText } = plan;
  return canonicalJson({
    format: 1,
    kind,
    findings: [...findings].sort(),
    database,
    changes,
    up,
    down,
    preconditions,
    postconditions,
    transactional,
    restartNeeded,
    irreversible,
    outside,
    warnings,
    upText,
    downText,
    impact: impactDigest(impact),
    ...(model === null ? {} : { model }),
  });
}

/** Reads the bytes again. Throws `conflict` where they are not what was written. */
export function readScript(script: string, digest: string): ScriptContent {
  if (sha256(script) !== digest) throw altered();
  const read = wholeSchema.safeParse(parsed(script));
  if (!read.success) throw altered();
  return { ...read.data, changes: read.data.changes as readonly object[] as readonly Change[] };
}

function parsed(script: string): unknown {
  try {
    return JSON.parse(script);
  } catch {
    throw altered();
  }
}

const altered = () =>
  new ServiceError(
    'conflict',
    'The stored script is not the one that was planned: it was altered in the database.',
  );
