import { database } from '../service/db/client.ts';

export function findFindingRecord(targetId: string, fingerprint: string) {
  return database().findingRecord.findUnique({
    where: { targetId_fingerprint: { targetId, fingerprint } },
  });
}

/** A finding's whole history, oldest first. */
export function findEvents(targetId: string, fingerprint: string) {
  return database().findingEvent.findMany({
    where: { record: { targetId, fingerprint } },
    orderBy: { seq: 'asc' },
  });
}
