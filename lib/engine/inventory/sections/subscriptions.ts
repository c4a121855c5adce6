import { flag, flagOrNull, text } from '../cell.ts';
import { type PublisherConnection, publisherConnection } from '../publisher-connection.ts';
import { keyOf, type SectionReader } from '../section.ts';
/** `pg_subscription`. Of its connection string, which only a superuser may read, what says how it is protected. */
export interface SubscriptionRow {
  readonly database: string;
  readonly name: string;
  readonly owner: string;
  readonly enabled: boolean;
  readonly passwordRequired: boolean | null;
  /** null: hidden from the scan role, or not understood; absent in older snapshots. */
  readonly connection?: PublisherConnection | null;
}

export const subscriptions: SectionReader<SubscriptionRow> = {
  sql: ({ scanRole, versionNum }) => `
SELECT coalesce(d.datname::pg_catalog.text, s.subdbid::pg_catalog.text), s.subname::pg_catalog.text,
  pg_catalog.pg_get_userbyid(s.subowner)::pg_catalog.text, s.subenabled,
  ${versionNum >= 160_000 ? 's.subpasswordrequired' : 'NULL::pg_catalog.bool'},
  ${scanRole.superuser ? 's.subconninfo' : 'NULL::pg_catalog.text'}
FROM pg_catalog.pg_subscription s
LEFT JOIN pg_catalog.pg_database d ON d.oid = s.subdbid`,
  row: ([database, name, owner, enabled, passwordRequired, conninfo]) => ({
    database: text(database),
    name: text(name),
    owner: text(owner),
    enabled: flag(enabled),
    passwordRequired: flagOrNull(passwordRequired),
    connection: conninfo === null ? null : publisherConnection(text(conninfo)),
  }),
  key: (row) => keyOf(row.database, row.name),
};
