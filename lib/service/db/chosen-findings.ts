import { database, type Transaction } from './client.ts';
import { listedFields } from './findings.ts';
import { Prisma } from './generated/client.ts';

/** Record ids by `target fingerprint`. */
export async function findIdsOf(
  asked: readonly { readonly target: string; readonly fingerprint: string }[],
): Promise<ReadonlyMap<string, string>> {
  const byTarget = Map.groupBy(asked, (one) => one.target);
  const found = await Promise.all(
    [...byTarget].map(([targetId, ones]) =>
      database().findingRecord.findMany({
        where: { targetId, fingerprint: { in: ones.map((one) => one.fingerprint) } },
        select: { id: true, targetId: true, fingerprint: true },
      }),
    ),
  );
  return new Map(found.flat().map((row) => [`${row.targetId} ${row.fingerprint}`, row.id]));
}

const chosenFields = { ...listedFields, object: true, evidenceDigest: true } as const;

export type ChosenRecord = Prisma.FindingRecordGetPayload<{ select: typeof chosenFields }>;

/** Locked until the transaction ends, always in the same order, and as they are then. */
export async function lockChosen(
  transaction: Transaction,
  ids: readonly string[],
): Promise<readonly ChosenRecord[]> {
  await transaction.$queryRaw`
    SELECT count(*)::int AS locked FROM (
      SELECT 1 FROM "FindingRecord" WHERE "id" = ANY (${[...ids]}) ORDER BY "id" FOR UPDATE
    ) held`;
  return transaction.findingRecord.findMany({
    where: { id: { in: [...ids] } },
    orderBy: [{ severityRank: 'asc' }, { control: 'asc' }, { objectText: 'asc' }, { id: 'asc' }],
    select: chosenFields,
  });
}

export async function changeRecords(
  transaction: Transaction,
  ids: readonly string[],
  change: Prisma.FindingRecordUncheckedUpdateManyInput,
): Promise<void> {
  await transaction.findingRecord.updateMany({ where: { id: { in: [...ids] } }, data: change });
}

/** No false positive any more, whatever comes instead. */
export const noFalsePositive = { falsePositiveRequestId: null, falsePositiveEvidence: null } as const;

/** What the policy accepted is over: as `changeRecords` takes it. */
export const noAcceptance = { accepted: Prisma.DbNull, acceptedUntil: null } as const;

/** What names the records, worst first. Titles are hostile text. */
export function findChosenNames(
  ids: readonly string[],
): Promise<{ readonly targetId: string; readonly fingerprint: string; readonly title: string }[]> {
  return database().findingRecord.findMany({
    where: { id: { in: [...ids] } },
    orderBy: [{ severityRank: 'asc' }, { id: 'asc' }],
    select: { targetId: true, fingerprint: true, title: true },
  });
}

/** Titles by fingerprint; hostile text. */
export async function findTitles(
  targetId: string,
  fingerprints: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await database().findingRecord.findMany({
    where: { targetId, fingerprint: { in: [...fingerprints] } },
    select: { fingerprint: true, title: true },
  });
  return new Map(rows.map((row) => [row.fingerprint, row.title]));
}
