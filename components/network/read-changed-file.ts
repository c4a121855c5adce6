import { z } from 'zod';
import type { ChangedFile } from '#lib/service/network/changed-file.ts';

const unknown = z.object({ unknown: z.string() });
const errors = z.array(z.object({ line: z.number(), error: z.string(), unread: z.boolean() }));
const count = z.number();
const outcome = z.enum(['kept', 'refused', 'changed-method', 'undecidable']);
const text = z.string();

const session = z.object({
  role: text.nullable(),
  database: text.nullable(),
  replication: z.boolean(),
  address: text.nullable(),
  transport: z.enum(['socket', 'network', 'not shown']),
  encryption: z.enum(['TLS', 'GSSAPI', 'none']),
  application: text,
  count,
  outcome,
  reason: text,
});

const reach = z.object({
  kind: z.enum(['gained', 'lost', 'other-method', 'unknown']),
  place: text,
  encryption: z.enum(['socket', 'TLS', 'none', 'TLS or none']),
  replication: z.boolean(),
  roles: z.array(text),
  roleCount: count,
  databases: z.array(text),
  databaseCount: count,
  before: text,
  after: text,
});

const diffLine = z.object({
  change: z.enum(['same', 'removed', 'added']),
  text,
  before: count.nullable(),
  after: count.nullable(),
});

const changedFile: z.ZodType<ChangedFile> = z.object({
  major: count,
  errors,
  identErrors: errors,
  diff: z.union([unknown, z.object({ lines: z.array(diffLine) })]),
  sessions: z.union([
    unknown,
    z.object({ lines: z.array(session), counts: z.record(outcome, count), groups: count }),
  ]),
  reach: z.union([unknown, z.object({ lines: z.array(reach), total: count })]),
});

/** The answer of the changed-file route; `null` for anything else. */
export function readChangedFile(body: unknown): ChangedFile | null {
  const read = changedFile.safeParse(body);
  return read.success ? read.data : null;
}
