import { z } from 'zod';
import { type Coverage, controlStates, threatStatuses } from '../../engine/coverage/coverage.ts';
import { areas, enforcedWhere } from '../../engine/model/area.ts';
import type { Gap } from '../../engine/model/gap.ts';
import { type VerdictStatus, verdictStatuses } from '../../engine/model/verdict.ts';

// What Postern wrote as JSON, read back and checked: a column that does not hold what it should is an error, not an
// empty list.

const gap = z.object({
  input: z.string(),
  database: z.string().nullable(),
  reason: z.string(),
  grant: z.string().nullable(),
});

const status = z.enum([...verdictStatuses, 'accepted']);

/** How a control of a result from before there were states stands: its status says most of it. */
const stateOf = {
  pass: 'unverified',
  fail: 'missing',
  unknown: 'unknown',
  'not-applicable': 'not-applicable',
  accepted: 'accepted',
} as const;

const standing = z.object({
  status,
  state: z.enum(controlStates).optional(),
  verified: z.boolean(),
  findings: z.number(),
  acceptedUntil: z.string().nullable().default(null),
});

const withState = <Kept extends z.infer<typeof standing>>(kept: Kept) => ({
  ...kept,
  state:
    kept.state ?? (kept.status === 'pass' && kept.verified ? ('verified' as const) : stateOf[kept.status]),
});

const control = standing
  .extend({
    id: z.string(),
    area: z.enum(areas),
    enforcedWhere: z.enum(enforcedWhere),
  })
  .transform(withState);

const row = z.object({
  id: z.string(),
  title: z.string(),
  status: z.enum(threatStatuses),
  residualRisk: z.string(),
  controls: z.array(control),
  setAside: z.string().nullable(),
});

const coverage = z.object({
  threats: z.array(row),
  boundaries: z.array(row.extend({ cidrs: z.array(z.string()) })).default([]),
  removableControls: z.array(z.string()),
  databases: z
    .array(z.object({ name: z.string(), controls: z.record(z.string(), standing.transform(withState)) }))
    .default([]),
});

export function storedCoverage(json: unknown): Coverage {
  return coverage.parse(json);
}

export function storedGaps(json: unknown): readonly Gap[] {
  return z.array(gap).parse(json);
}

export function storedStatus(text: string): VerdictStatus {
  return verdictStatuses.find((status) => status === text) ?? 'unknown';
}
