import { database } from './client.ts';

const mostAtOnce = 2000;

/** Ids of findings whose acceptance ended before `today` (YYYY-MM-DD, UTC), in registered databases. */
export async function findEndedAcceptances(today: string): Promise<readonly string[]> {
  const rows = await database().findingRecord.findMany({
    where: { acceptedUntil: { lt: today }, state: { not: 'fixed' }, target: { archivedAt: null } },
    select: { id: true },
    take: mostAtOnce,
  });
  return rows.map((row) => row.id);
}
