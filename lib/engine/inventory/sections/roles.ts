import { flag, number, text, textOrNull } from '../cell.ts';
import type { SectionReader } from '../section.ts';
/** `pg_roles`, predefined roles included. */
export interface RoleRow {
  readonly oid: number;
  readonly name: string;
  readonly superuser: boolean;
  readonly inherit: boolean;
  readonly createRole: boolean;
  readonly createDatabase: boolean;
  readonly login: boolean;
  readonly replication: boolean;
  readonly bypassRls: boolean;
  /** -1 is no limit. */
  readonly connectionLimit: number;
  /** ISO 8601 UTC, `infinity`, or null where never set. */
  readonly validUntil: string | null;
  /** Whether `validUntil` was over at the time of the scan transaction, by the server's clock. */
  readonly expired: boolean;
  /** Shared-object comment. */
  readonly comment: string | null;
}

export const roles: SectionReader<RoleRow> = {
  sql: () => `
SELECT r.oid::pg_catalog.int8, r.rolname::pg_catalog.text, r.rolsuper, r.rolinherit, r.rolcreaterole, r.rolcreatedb, r.rolcanlogin,
  r.rolreplication, r.rolbypassrls, r.rolconnlimit,
  CASE WHEN pg_catalog.isfinite(r.rolvaliduntil)
    THEN pg_catalog.to_char(r.rolvaliduntil, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') ELSE r.rolvaliduntil::pg_catalog.text END,
  coalesce(r.rolvaliduntil < pg_catalog.transaction_timestamp(), false), d.description
FROM pg_catalog.pg_roles r
LEFT JOIN pg_catalog.pg_shdescription d ON d.objoid = r.oid AND d.classoid = 'pg_catalog.pg_authid'::pg_catalog.regclass`,
  row: ([
    oid,
    name,
    superuser,
    inherit,
    createRole,
    createDatabase,
    login,
    replication,
    bypassRls,
    limit,
    until,
    expired,
    comment,
  ]) => ({
    oid: number(oid),
    name: text(name),
    superuser: flag(superuser),
    inherit: flag(inherit),
    createRole: flag(createRole),
    createDatabase: flag(createDatabase),
    login: flag(login),
    replication: flag(replication),
    bypassRls: flag(bypassRls),
    connectionLimit: number(limit),
    validUntil: textOrNull(until),
    expired: flag(expired),
    comment: textOrNull(comment),
  }),
  key: (row) => row.name,
};
