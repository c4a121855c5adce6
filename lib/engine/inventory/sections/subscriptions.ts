import { flag, flagOrNull, text } from '../cell.ts';
import { keyOf, type SectionReader } from '../section.ts';
/** `pg_subscription` without its connection string, which only a superuser may read. */
export interface SubscriptionRow {
  readonly database: string;
  readonly name: string;
  readonly owner: string;
  readonly enabled: boolean;
  readonly passwordRequired: boolean | null;
}

export const subscriptions: SectionReader<SubscriptionRow> = {
  sql: ({ versionNum }) => `
SELECT coalesce(d.datname::pg_catalog.text, s.subdbid::pg_catalog.text), s.subname::pg_catalog.text,
  pg_catalog.pg_get_userbyid(s.subowner)::pg_catalog.text, s.subenabled,
  ${versionNum >= 160_000 ? 's.subpasswordrequired' : 'NULL::pg_catalog.bool'}
FROM pg_catalog.pg_subscription s
LEFT JOIN pg_catalog.pg_database d ON d.oid = s.subdbid`,
  row: ([database, name, owner, enabled, passwordRequired]) => ({
    database: text(database),
    name: text(name),
    owner: text(owner),
    enabled: flag(enabled),
    passwordRequired: flagOrNull(passwordRequired),
  }),
  key: (row) => keyOf(row.database, row.name),
};
