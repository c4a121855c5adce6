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
  organisationPolicyVersion: true,
  kind: true,
  readScan: { select: { finishedAt: true } },
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
    organisationPolicyVersion: row.organisationPolicyVersion,
    kind: row.kind,
    readAt: (row.readScan?.finishedAt ?? row.finishedAt)?.toISOString() ?? null,
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
  const one = { distinct: ['targetId' as const], select: overviewFields };
  const [latest, done] = await Promise.all([
    database().scan.findMany({ where, ...one, orderBy: [{ targetId: 'asc' }, { requestedAt: 'desc' }] }),
    // By when they ended: a judgement asked for during a scan may be over before it.
    database().scan.findMany({
      where: { ...where, state: 'done' },
      ...one,
      orderBy: [{ targetId: 'asc' }, { finishedAt: 'desc' }, { requestedAt: 'desc' }],
    }),
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
  const readAt = done.readAt ?? done.finishedAt;
  let stale: string | null = null;
  if (latest?.state === 'failed' && latest.id !== done.id) {
    stale = `The last attempt failed: ${latest.error?.message ?? 'unknown reason'}`;
  } else if (now.getTime() - Date.parse(readAt) > staleAfterMs) {
    stale = 'The server was read more than a week ago.';
  }
  return { ...done, finishedAt: done.finishedAt, readAt, summary: done.summary, stale };
}
