import { parameter } from '../../analysis/parameter.ts';
import { defineControl, judged } from '../control.ts';

export const replicationSlotsStale = defineControl({
  id: 'replication-slots-stale',
  title: 'No replication slot is left behind',
  area: 'backup',
  scope: 'cluster',
  severity: 'low',
  needs: ['replication-slots', 'settings'],
  threats: ['resource-exhaustion', 'unrecoverable-loss'],
  enforcedWhere: 'engine',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '7.5' },
    { standard: 'CIS PostgreSQL 17', id: '7.5' },
    { standard: 'NIST 800-53', id: 'SC-5' },
    { standard: 'ISO 27001:2022', id: 'A.8.13' },
    { standard: 'SOC 2', id: 'A1.2' },
    { standard: 'HIPAA', id: '164.308(a)(7)(ii)(A)' },
    { standard: 'GDPR', id: 'Art. 32' },
    { standard: 'PostgreSQL documentation', id: '26.2.6' },
  ],
  rationale:
    'A slot that nobody reads keeps every file of the write-ahead log since it was last read, until the disk is full and the server stops. A logical one also keeps vacuum from cleaning the catalogs.',
  caution: 'A standby or subscriber that comes back after its slot was dropped must be built anew.',
  check(cluster) {
    const limit = parameter(cluster, 'max_slot_wal_keep_size');
    const bounded = limit !== null && Number(limit.value) >= 0;
    return judged(
      cluster
        .read('replication-slots')
        // A standby's copies are its primary's to drop, and never in use while it is a standby.
        .filter((row) => !row.active && !row.temporary && row.synced !== true)
        .map((row) => ({
          object: {
            kind: 'replication-slot' as const,
            name: row.name,
            ...(row.database === null ? {} : { database: row.database }),
          },
          title: row.lost
            ? `Nobody reads replication slot ${row.name}, and nobody can go on from it: the WAL it needs is gone`
            : `Nobody reads replication slot ${row.name}, and the server keeps what it would need`,
          evidence: { type: row.type, plugin: row.plugin, walBounded: bounded, lost: row.lost ?? false },
          ...(bounded || row.lost ? { severity: 'info' as const } : {}),
          remedy: {
            manual:
              'Find out whose it is; when nobody comes back for it, SELECT pg_drop_replication_slot(…). Set max_slot_wal_keep_size so that the next one cannot fill the disk.',
          },
        })),
    );
  },
});
