import { escapeIdentifier, escapeLiteral } from 'pg';
import { visibleText } from '../model/visible-text.ts';
import { grantFileView, grantMembership, passwordKindsFunction } from './scan-role-grants.ts';
import { isManaged, type Substrate } from './substrate.ts';

export interface ScanRoleScriptInput {
  readonly versionNum: number;
  readonly substrate: Substrate;
  /** Every database to be scanned; the first is the one the scan connects to and reads the cluster from. */
  readonly databases: readonly string[];
  readonly roleName: string;
  /** From `scramVerifier`; without it the role is made without a password and `\password` sets one. */
  readonly passwordVerifier?: string;
}

export interface ScriptPart {
  readonly title: string;
  /** Where to run it; null: in any database. */
  readonly database: string | null;
  readonly sql: string;
  readonly optional: boolean;
}

export interface ScanRoleScript {
  readonly parts: readonly ScriptPart[];
  /** All parts for reading and for `psql -f`, which changes database with `\connect`. */
  readonly text: string;
}

/**
 * The role itself. It has no `statement_timeout` or the like of its own: the scan sets those in its transaction, and a
 * role's own value would hide what the server is set to. Read-only is a default it could switch off, not a barrier.
 */
function rolePart({ roleName, versionNum, passwordVerifier }: ScanRoleScriptInput): string {
  const role = escapeIdentifier(roleName);
  const password =
    passwordVerifier === undefined ? '' : ` PASSWORD ${escapeLiteral(passwordVerifier).trim()}`;
  return `CREATE ROLE ${role} LOGIN INHERIT NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS CONNECTION LIMIT 3${password};
ALTER ROLE ${role} SET default_transaction_read_only = on;
ALTER ROLE ${role} SET search_path = pg_catalog, pg_temp;
${grantMembership('pg_read_all_settings', roleName, versionNum)}
${grantMembership('pg_read_all_stats', roleName, versionNum)}`;
}

function filesPart({ roleName, versionNum }: ScanRoleScriptInput): string {
  const views =
    versionNum >= 150_000
      ? (['pg_hba_file_rules', 'pg_ident_file_mappings'] as const)
      : (['pg_hba_file_rules'] as const);
  return views.map((view) => grantFileView(view, roleName)).join('\n');
}

/** As a URI: percent-encoding is the one form of a name that psql's own quoting rules leave alone. */
function connectCommand(database: string): string {
  const name = encodeURIComponent(database).replace(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `\\connect -reuse-previous=on postgresql:///${name}\n`;
}

function commented(part: ScriptPart): string {
  const where = part.database === null ? 'in any database' : `in database ${visibleText(part.database, 80)}`;
  const connect = part.database === null ? '' : connectCommand(part.database);
  return `-- ${part.optional ? 'OPTIONAL: ' : ''}${part.title} (${where})\n${connect}${part.sql}\n`;
}

/**
 * The least a scan needs, for one server version and substrate; run it as an administrator. Sufficient for every section
 * except `password-kinds`, which the optional part adds. No user table, no `pg_authid`, no `pg_read_all_data`, no `pg_monitor`.
 */
export function scanRoleScript(input: ScanRoleScriptInput): ScanRoleScript {
  const managed = isManaged(input.substrate);
  const role = escapeIdentifier(input.roleName);
  const [first = null] = input.databases;
  const parts: ScriptPart[] = [
    {
      title: 'a login that may read settings and statistics, and nothing else',
      database: null,
      sql: rolePart(input),
      optional: false,
    },
    ...input.databases.map((database) => ({
      title: 'where CONNECT was revoked from PUBLIC the scan needs its own',
      database,
      sql: `GRANT CONNECT ON DATABASE ${escapeIdentifier(database)} TO ${role};`,
      optional: false,
    })),
  ];
  if (managed) {
    parts.push({
      title:
        'pg_hba.conf: only a superuser can grant these, which the service keeps to itself; try, and expect a refusal',
      database: first,
      sql: filesPart(input),
      optional: true,
    });
  } else {
    parts.push(
      ...input.databases.map((database) => ({
        title: 'pg_hba.conf and the ident maps; rights on catalogs are per database',
        database,
        sql: filesPart(input),
        optional: false,
      })),
      {
        title: 'how passwords are stored (none, md5, SCRAM), never the verifiers; as a superuser',
        database: first,
        sql: passwordKindsFunction(input.roleName),
        optional: true,
      },
    );
  }
  const note = managed
    ? '-- Managed service: how passwords are stored cannot be read there by anybody.\n'
    : '';
  return {
    parts,
    text: `-- Postern scan role, PostgreSQL ${Math.floor(input.versionNum / 10_000)}\n${note}\n${parts.map(commented).join('\n')}`,
  };
}
