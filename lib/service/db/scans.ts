import { type ScanOverview, type ShownScan, scanSummarySchema } from '../scans/scan-overview.ts';
import { database } from './client.ts';

const overviewFields = {
  id: true,
  targetId: true,
  state: true,
  stage: true,
  progressDone: true,
  progressTotal: true,
  cancelRequested: true,
  requestedAt: true,
  requestedById: true,
  startedAt: true,
  finishedAt: true,
  errorCode: true,
  errorMessage: true,
  serverVersion: true,
  databases: true,
  policyVersion: true,
  summary: true,
} as const;

type OverviewRow = Awaited<ReturnType<typeof readRow>>;

function readRow(id: string) {
  return database().scan.findUniqueOrThrow({ where: { id }, select: overviewFields });
}

function toOverview(row: OverviewRow): ScanOverview {
  const summary = scanSummarySchema.safeParse(row.summary);
  return {
    id: row.id,
    targetId: row.targetId,
    state: row.state,
    stage: row.stage,
    done: row.progressDone,
    total: row.progressTotal,
    cancelRequested: row.cancelRequested,
    requestedAt: row.requestedAt.toISOString(),
    requestedBy: row.requestedById,
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    error:
      row.state === 'failed'
        ? { code: row.errorCode ?? 'internal', message: row.errorMessage ?? 'The scan failed.' }
        : null,
    serverVersion: row.serverVersion,
    databases: row.databases,
    policyVersion: row.policyVersion,
    summary: summary.success ? summary.data : null,
  };
}

export async function findScan(id: string): Promise<ScanOverview | null> {
  const row = await database().scan.findUnique({ where: { id }, select: overviewFields });
  return row === null ? null : toOverview(row);
}

/** Newest first. */
export async function findScansOf(targetId: string, limit: number): Promise<readonly ScanOverview[]> {
  const rows = await database().scan.findMany({
    where: { targetId },
    orderBy: [{ requestedAt: 'desc' }, { id: 'asc' }],
    take: limit,
    select: overviewFields,
  });
  return rows.map(toOverview);
}

/** The last request and the last result of each target: two queries, however many targets. */
export async function findLatestScans(
  targetIds: readonly string[],
): Promise<ReadonlyMap<string, { readonly latest: ScanOverview; readonly lastDone: ScanOverview | null }>> {
  const where = { targetId: { in: [...targetIds] } };
  const order = {
    orderBy: [{ targetId: 'asc' as const }, { requestedAt: 'desc' as const }],
    distinct: ['targetId' as const],
  };
  const [latest, done] = await Promise.all([
    database().scan.findMany({ where, ...order, select: overviewFields }),
    database().scan.findMany({ where: { ...where, state: 'done' }, ...order, select: overviewFields }),
  ]);
  const doneOf = new Map(done.map((row) => [row.targetId, toOverview(row)]));
  return new Map(
    latest.map((row) => [
      row.targetId,
      { latest: toOverview(row), lastDone: doneOf.get(row.targetId) ?? null },
    ]),
  );
}

const staleAfterMs = 7 * 24 * 60 * 60 * 1000;

/** `done` as pages show it, marked stale when a later attempt failed, or when it is more than a week old. */
export function toShown(
  done: ScanOverview | null,
  latest: ScanOverview | null,
  now: Date = new Date(),
): ShownScan | null {
  if (done === null || done.finishedAt === null || done.summary === null) return null;
  let stale: string | null = null;
  if (latest?.state === 'failed' && latest.id !== done.id) {
    stale = `The last attempt failed: ${latest.error?.message ?? 'unknown reason'}`;
  } else if (now.getTime() - Date.parse(done.finishedAt) > staleAfterMs) {
    stale = 'This result is more than a week old.';
  }
  return { ...done, finishedAt: done.finishedAt, summary: done.summary, stale };
}
