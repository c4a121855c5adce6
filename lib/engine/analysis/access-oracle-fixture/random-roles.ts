import { escapeIdentifier } from 'pg';
import type { Choices } from './choices.ts';

/** Statements run by `as` (a role's name, `null` for the superuser) in `database`; some are meant to be refused. */
export interface RandomStatement {
  readonly database: 'postgres' | 'shop';
  readonly as: string | null;
  readonly sql: string;
}

/** Names that ACL text quotes, that look like something else, or that need no quotes but look as if they did. */
const hostileNames = [
  'PUBLIC',
  '16385',
  'a=b',
  'c/d',
  'e,f',
  'g"h',
  'i\nj',
  'ü ö',
  '=r/postgres',
  '"',
  'owner',
  'role x',
  '{}',
  'q\\w',
];

const q = escapeIdentifier;

export function randomRoles(choose: Choices): string[] {
  const plain = Array.from({ length: 3 + choose.below(6) }, (_, at) => `r${at}`);
  return [...plain, ...choose.some(hostileNames, 0.35)];
}

const predefinedOf = (major: number) => [
  'pg_read_all_data',
  'pg_write_all_data',
  'pg_monitor',
  'pg_read_all_settings',
  'pg_signal_backend',
  'pg_execute_server_program',
  'pg_write_server_files',
  ...(major >= 15 ? ['pg_checkpoint'] : []),
  ...(major >= 16 ? ['pg_create_subscription'] : []),
  ...(major >= 17 ? ['pg_maintain'] : []),
];

function memberships(choose: Choices, major: number, roles: readonly string[]): RandomStatement[] {
  const statements: RandomStatement[] = [];
  const options = () =>
    major < 16
      ? choose.chance(0.3)
        ? ' WITH ADMIN OPTION'
        : ''
      : ` WITH ADMIN ${choose.chance(0.3)}, INHERIT ${choose.chance(0.6)}, SET ${choose.chance(0.6)}`;
  const grant = (role: string, member: string) => {
    const as = choose.chance(0.4) ? choose.one(roles) : null;
    statements.push({ database: 'shop', as, sql: `GRANT ${q(role)} TO ${q(member)}${options()}` });
  };
  const count = roles.length + choose.below(roles.length * 2);
  for (let at = 0; at < count; at++) grant(choose.one(roles), choose.one(roles));
  for (const predefined of choose.some(predefinedOf(major), 0.4)) grant(predefined, choose.one(roles));
  if (choose.chance(0.2)) grant('postgres', choose.one(roles));
  if (choose.chance(0.2)) grant(choose.one(roles), 'pg_monitor');
  return statements;
}

/** Roles with every attribute, graphs of memberships (cycles are tried and refused), the database's owner. */
export function randomRoleStatements(
  choose: Choices,
  major: number,
  roles: readonly string[],
): RandomStatement[] {
  const attributes = () =>
    [
      choose.chance(0.08) ? 'SUPERUSER' : 'NOSUPERUSER',
      choose.chance(0.65) ? 'INHERIT' : 'NOINHERIT',
      choose.chance(0.25) ? 'CREATEROLE' : 'NOCREATEROLE',
      choose.chance(0.1) ? 'BYPASSRLS' : 'NOBYPASSRLS',
      choose.chance(0.1) ? 'REPLICATION' : 'NOREPLICATION',
      choose.chance(0.6) ? 'LOGIN' : 'NOLOGIN',
    ].join(' ');
  const created = roles.map((role, at): RandomStatement => {
    // A CREATEROLE role creates some of them: since 16 that gives it ADMIN OPTION alone.
    const as = at > 0 && choose.chance(0.3) ? (roles[choose.below(at)] ?? null) : null;
    return {
      database: 'postgres',
      as,
      sql: `CREATE ROLE ${q(role)} ${attributes().replace(as ? 'SUPERUSER' : '\0', 'SUPERUSER')}`,
    };
  });
  const again = roles.map(
    (role): RandomStatement => ({
      database: 'postgres',
      as: null,
      sql: `CREATE ROLE ${q(role)} ${attributes()}`,
    }),
  );
  const flips = choose.some(roles, 0.2).map(
    (role): RandomStatement => ({
      database: 'postgres',
      as: null,
      sql: `ALTER ROLE ${q(role)} ${attributes()}`,
    }),
  );
  const database: RandomStatement = {
    database: 'postgres',
    as: null,
    sql: `CREATE DATABASE shop OWNER ${q(choose.one(roles))}`,
  };
  return [...created, ...again, database, ...memberships(choose, major, roles), ...flips];
}
