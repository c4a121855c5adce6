import type { ThreatEntry } from './catalogue.ts';

/** Data reaching eyes it was not meant for. */
export const threatsToData = {
  'cross-tenant-access': {
    title: 'One customer sees or changes another customer’s rows',
    actor: 'A tenant, or a fault in the application on a tenant’s behalf',
    asset: 'Rows of the other tenants',
    boundary: 'Tenant to tenant',
    path: 'Isolation rests on a WHERE clause, or row security is missing, not forced, written with a condition that is always true, or avoided by a view, a function or a partition.',
    examples: [
      'ENABLE without FORCE while the application owns the table',
      'a policy USING (true)',
      'a view that runs with its owner’s rights',
    ],
  },
  'insider-reads-regulated-data': {
    title: 'Somebody inside reads regulated data without need',
    actor: 'An employee, analyst or administrator with a valid login',
    asset: 'Personal, payment, health and other regulated columns',
    boundary: 'Internal role to classified column',
    path: 'Whole-table grants, PUBLIC, pg_read_all_data or an unmasked copy give people columns their work does not need, and nothing marks the reading as unusual.',
    examples: [
      'SELECT on customers for a reporting role, national ids included',
      'pg_read_all_data for support',
      'production data in a staging database',
    ],
  },
  'exfiltration-from-server': {
    title: 'The server itself sends data out',
    actor: 'A role with rights on links, programs or replication',
    asset: 'Bulk data',
    boundary: 'Database to outside systems',
    path: 'Foreign servers, dblink, logical replication, COPY to programs or files, or a replication login carry data out past everything that watches the application.',
    examples: [
      'USAGE on postgres_fdw for everybody',
      'a replication login from any address',
      'a publication of all tables',
    ],
  },
  'physical-media-theft': {
    title: 'The disk, volume or snapshot is read outside the server',
    actor: 'A thief, a hosting provider’s employee, whoever buys the discarded disk',
    asset: 'Data files, log files and temporary files at rest',
    boundary: 'Storage to whoever holds the medium',
    path: 'Storage is not encrypted, or its key lies beside it; a copied volume opens without PostgreSQL ever being asked.',
    examples: [
      'an unencrypted cloud snapshot shared by mistake',
      'a replaced disk sent back to the vendor',
      'regulated columns in plain text in the data files',
    ],
  },
  'backup-theft': {
    title: 'A backup or archive is read by somebody it was not made for',
    actor: 'Whoever reaches the backup store: a thief, another team, another customer',
    asset: 'A whole copy of the database, its verifiers included',
    boundary: 'Backup store to outside',
    path: 'Base backups, dumps and archived log hold everything, live longer than the rows and are guarded less than the server.',
    examples: [
      'dumps in a readable bucket',
      'an archive_command that copies over plain HTTP',
      'backups encrypted with a key stored in the same place',
    ],
  },
  'retention-beyond-need': {
    title: 'Data is kept longer than there is a reason to',
    actor: 'Anyone who gains access later',
    asset: 'Old personal and log data',
    boundary: 'Time',
    path: 'No rule ends the life of a table’s rows, so that every later breach discloses years instead of weeks, and obligations to erase are not met.',
    examples: ['access logs since the first day', 'closed accounts kept whole', 'archive tables nobody owns'],
  },
} satisfies Readonly<Record<string, ThreatEntry>>;
