import type { FindingQuery } from '../findings/finding-query.ts';
import { database } from './client.ts';
import { containing } from './containing.ts';
import { Prisma } from './generated/client.ts';

type Where = Prisma.FindingRowWhereInput;
type Filter = 'severity' | 'area' | 'control' | 'database' | 'threat' | 'fix' | 'accepted' | 'q';

/** Each filter by itself, so that a facet can leave out its own. */
function conditions(query: FindingQuery): ReadonlyMap<Filter, Where> {
  const found = new Map<Filter, Where>();
  const text = containing(query.q);
  if (query.q !== '') found.set('q', { OR: [{ title: text }, { objectText: text }, { control: text }] });
  if (query.severity.length > 0) found.set('severity', { severity: { in: query.severity } });
  if (query.area.length > 0) found.set('area', { area: { in: query.area } });
  if (query.control.length > 0) found.set('control', { control: { in: query.control } });
  if (query.database.length > 0) found.set('database', { database: { in: query.database } });
  if (query.threat.length > 0) found.set('threat', { threats: { hasSome: query.threat } });
  if (query.fix.length > 0) {
    found.set('fix', { OR: query.fix.map((kind) => ({ remediation: { path: ['kind'], equals: kind } })) });
  }
  if (query.accepted === 'hide') found.set('accepted', { accepted: { equals: Prisma.DbNull } });
  if (query.accepted === 'only') found.set('accepted', { accepted: { not: Prisma.DbNull } });
  return found;
}

/** Rows of one scan that the query asks for; with `except`, as if that filter were not set. */
export function findingWhere(scanId: string, query: FindingQuery, except?: Filter): Where {
  return {
    scanId,
    AND: [...conditions(query)].filter(([name]) => name !== except).map(([, condition]) => condition),
  };
}

/** Every order ends in the fingerprint, so that pages neither repeat nor skip. */
export function findingOrder(query: FindingQuery): Prisma.FindingRowOrderByWithRelationInput[] {
  const dir = query.dir;
  const worst = { severityRank: 'asc' } as const;
  const last = { fingerprint: 'asc' } as const;
  switch (query.sort) {
    case 'severity':
      return [{ severityRank: dir }, { control: 'asc' }, { objectText: 'asc' }, last];
    case 'control':
      return [{ control: dir }, worst, { objectText: 'asc' }, last];
    case 'object':
      return [{ objectText: dir }, worst, last];
    case 'database':
      return [{ database: { sort: dir, nulls: 'first' } }, worst, { objectText: 'asc' }, last];
  }
}

/** One page, the last one where the query asks for a later. */
export async function readFindingPage(scanId: string, query: FindingQuery) {
  const where = findingWhere(scanId, query);
  const total = await database().findingRow.count({ where });
  const pages = Math.max(1, Math.ceil(total / query.size));
  const page = Math.min(query.page, pages);
  const rows = await database().findingRow.findMany({
    where,
    orderBy: findingOrder(query),
    skip: (page - 1) * query.size,
    take: query.size,
    omit: { evidence: true, references: true },
  });
  return { total, page, pages, rows };
}

/** How many rows each value of a filter would leave, the filter itself not counted. */
export async function countBy(
  scanId: string,
  query: FindingQuery,
  filter: 'severity' | 'area' | 'control' | 'database',
): Promise<ReadonlyMap<string | null, number>> {
  const rows = await database().findingRow.groupBy({
    by: [filter],
    where: findingWhere(scanId, query, filter),
    _count: { _all: true },
  });
  return new Map(rows.map((row) => [row[filter], row._count._all]));
}

export function findFindingRow(scanId: string, fingerprint: string) {
  return database().findingRow.findUnique({ where: { scanId_fingerprint: { scanId, fingerprint } } });
}

/** All fingerprints the query leaves, in its order: what "export exactly this" means. */
export async function findFingerprints(scanId: string, query: FindingQuery): Promise<readonly string[]> {
  const rows = await database().findingRow.findMany({
    where: findingWhere(scanId, query),
    orderBy: findingOrder(query),
    select: { fingerprint: true },
  });
  return rows.map((row) => row.fingerprint);
}
