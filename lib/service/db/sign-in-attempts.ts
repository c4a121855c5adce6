import { database, type Transaction } from './client.ts';

/** Notes an attempt before it is judged, so that many at once cannot slip under the limit. */
export async function insertAttempts(keys: readonly string[]): Promise<void> {
  await database().signInAttempt.createMany({ data: keys.map((key) => ({ key })) });
}

export function countAttempts(key: string, since: Date): Promise<number> {
  return database().signInAttempt.count({ where: { key, at: { gt: since } } });
}

/** A right password wipes the slate. Old attempts of anybody go with it. */
export async function deleteAttempts(
  transaction: Transaction,
  keys: readonly string[],
  before: Date,
): Promise<void> {
  await transaction.signInAttempt.deleteMany({
    where: { OR: [{ key: { in: [...keys] } }, { at: { lt: before } }] },
  });
}
