import { database } from './client.ts';

/** The findings of a target by fingerprint, with what planning them needs. */
export function findRecordsOf(targetId: string, fingerprints: readonly string[]) {
  return database().findingRecord.findMany({
    where: { targetId, fingerprint: { in: [...fingerprints] } },
    select: { id: true, fingerprint: true, control: true, title: true, state: true },
  });
}
