import { database } from './client.ts';
import type { ClaimedExecution } from './executions.ts';

export interface NewExecutionLine {
  readonly kind: 'info' | 'check' | 'statement' | 'error';
  readonly text: string;
  readonly sqlstate: string | null;
  readonly ms: number | null;
  readonly rows: number | null;
  readonly notices: number | null;
}

/** Adds a line to the log of an execution; false where it is somebody else's now, or over: then nothing is written. */
export async function appendExecutionLine(
  { id, leaseToken }: ClaimedExecution,
  line: NewExecutionLine,
): Promise<boolean> {
  const { kind, text, sqlstate, ms, rows, notices } = line;
  const written = await database().$executeRaw`
    INSERT INTO "ExecutionLine" ("executionId", "seq", "kind", "text", "sqlstate", "ms", "rows", "notices")
    SELECT e."id", (SELECT coalesce(max(l."seq"), 0) + 1 FROM "ExecutionLine" l WHERE l."executionId" = e."id"),
      ${kind}, ${text}, ${sqlstate}, ${ms}::float8, ${rows}::int4, ${notices}::int4
    FROM "Execution" e
    WHERE e."id" = ${id} AND e."leaseToken" = ${leaseToken} AND e."state" IN ('running', 'committing')`;
  return written === 1;
}
