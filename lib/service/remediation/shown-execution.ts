import { z } from 'zod';
import type { Access } from '../auth/access.ts';
import { findExecutions, findRehearsals, type ShownExecutionRow } from '../db/execution-requests.ts';
import { findPersonNames } from '../db/people.ts';
import { findRemediation } from '../db/remediations.ts';
import type { ExecutionProgress, ShownExecution } from './execution-view.ts';
import { heldOf } from './move-remediation.ts';
import type { ShownRehearsal } from './remediation-view.ts';

const directions = ['up', 'down', 'rehearsal'] as const;
const states = ['intent', 'running', 'committing', 'done', 'failed', 'rolled-back', 'needs-human'] as const;
const lineKinds = ['info', 'check', 'statement', 'error'] as const;
const outcomes = ['ok', 'failed', 'not-rehearsable'] as const;

export function shownExecution(row: ShownExecutionRow, names: ReadonlyMap<string, string>): ShownExecution {
  return {
    id: row.id,
    direction: directions.find((one) => one === row.direction) ?? 'up',
    // A state that is not known is one that a person has to look at.
    state: states.find((one) => one === row.state) ?? 'needs-human',
    requestedBy: row.requestedById === null ? 'Postern' : (names.get(row.requestedById) ?? 'somebody'),
    requestedAt: row.requestedAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
    xid: row.xid,
    errorCode: row.errorCode,
    errorMessage: row.errorMessage,
    lines: row.lines.map(({ executionId: _, at, kind, ...line }) => ({
      ...line,
      at: at.toISOString(),
      kind: lineKinds.find((one) => one === kind) ?? 'info',
    })),
  };
}

export async function shownExecutions(remediationId: string): Promise<readonly ShownExecution[]> {
  const rows = await findExecutions(remediationId, 20);
  const names = await namesOf(rows);
  return rows.map((row) => shownExecution(row, names));
}

function namesOf(rows: readonly ShownExecutionRow[]): Promise<ReadonlyMap<string, string>> {
  return findPersonNames([...new Set(rows.flatMap((row) => row.requestedById ?? []))]);
}

/** The last execution, with what its log says after line `after`: asked again and again while one looks on. */
export async function executionProgress(
  access: Access<'remediation:read'>,
  id: string,
  after: number,
): Promise<ExecutionProgress> {
  access.demand('remediation:read');
  const { state } = heldOf(await findRemediation(id));
  const rows = await findExecutions(id, 1, after);
  const [row] = rows;
  return { state, execution: row === undefined ? null : shownExecution(row, await namesOf(rows)) };
}

const resultSchema = z.looseObject({
  durationMs: z.number().nullish(),
  asPredicted: z.boolean().nullish(),
  closes: z.array(z.string()).default([]),
  opens: z.array(z.string()).default([]),
  locks: z.array(z.looseObject({ object: z.string(), mode: z.string(), heldMs: z.number() })).default([]),
  undo: z.string().nullish(),
  where: z.enum(['target', 'throw-away']).nullish(),
  differences: z.array(z.string()).default([]),
  notes: z.array(z.string()).default([]),
  seenStatements: z
    .object({
      seen: z.array(
        z.looseObject({ role: z.string(), query: z.string(), calls: z.number(), certain: z.boolean() }),
      ),
      total: z.number(),
      unknown: z.array(z.string()),
      notes: z.array(z.string()),
    })
    .optional(),
});

/** Rehearsals of a version, newest first. */
export async function shownRehearsals(versionId: string): Promise<readonly ShownRehearsal[]> {
  return (await findRehearsals(versionId, 10)).map((row) => {
    const read = resultSchema.safeParse(row.result);
    const result = read.success
      ? read.data
      : { closes: [], opens: [], locks: [], differences: [], notes: [] };
    return {
      at: row.at.toISOString(),
      version: row.version.number,
      outcome: outcomes.find((one) => one === row.outcome) ?? 'failed',
      reason: row.reason,
      durationMs: result.durationMs ?? null,
      asPredicted: result.asPredicted ?? null,
      closes: result.closes,
      opens: result.opens,
      locks: result.locks.map(({ object, mode, heldMs }) => ({ object, mode, heldMs })),
      undo: result.undo ?? null,
      where: result.where ?? null,
      differences: result.differences,
      notes: result.notes,
      statements: 'seenStatements' in result ? (result.seenStatements ?? null) : null,
    };
  });
}
