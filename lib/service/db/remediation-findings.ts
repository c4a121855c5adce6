import { database } from './client.ts';

/** The findings of a target by fingerprint, with what planning them needs. */
export function findRecordsOf(targetId: string, fingerprints: readonly string[]) {
  return database().findingRecord.findMany({
    where: { targetId, fingerprint: { in: [...fingerprints] } },
    select: { id: true, fingerprint: true, control: true, title: true, state: true, severity: true },
  });
}

/** When scans ended, by id. */
export async function findScanTimes(ids: readonly string[]): Promise<ReadonlyMap<string, Date | null>> {
  const rows = await database().scan.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, finishedAt: true },
  });
  return new Map(rows.map((row) => [row.id, row.finishedAt]));
}

/** Titles of the findings that a prediction says would open, where they have been seen before. */
export async function findTitles(targetId: string, impact: unknown): Promise<ReadonlyMap<string, string>> {
  const opens: unknown =
    typeof impact === 'object' && impact !== null && 'opens' in impact ? impact.opens : [];
  const wanted = Array.isArray(opens) ? opens.filter((one) => typeof one === 'string') : [];
  const rows = await database().findingRecord.findMany({
    where: { targetId, fingerprint: { in: wanted } },
    select: { fingerprint: true, title: true },
  });
  return new Map(rows.map((row) => [row.fingerprint, row.title]));
}
