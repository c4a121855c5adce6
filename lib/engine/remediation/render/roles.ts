import type { Change, RoleAttributes } from '../../model/change.ts';
import { guardedCreateRole } from '../guarded-create-role.ts';
import type { PlannedStatement, StatementLock } from '../plan.ts';
import { identifier, literal } from '../quote.ts';
import { plain } from './grants.ts';

const flags = {
  superuser: ['SUPERUSER', 'NOSUPERUSER'],
  createRole: ['CREATEROLE', 'NOCREATEROLE'],
  createDatabase: ['CREATEDB', 'NOCREATEDB'],
  replication: ['REPLICATION', 'NOREPLICATION'],
  bypassRls: ['BYPASSRLS', 'NOBYPASSRLS'],
  inherit: ['INHERIT', 'NOINHERIT'],
  login: ['LOGIN', 'NOLOGIN'],
} as const;

function attributeWords(attributes: RoleAttributes): string {
  const words: string[] = [];
  for (const [key, [on, off]] of Object.entries(flags) as [keyof typeof flags, readonly [string, string]][]) {
    const value = attributes[key];
    if (value !== undefined) words.push(value ? on : off);
  }
  if (attributes.connectionLimit !== undefined)
    words.push(`CONNECTION LIMIT ${Math.trunc(attributes.connectionLimit)}`);
  if (attributes.validUntil !== undefined)
    words.push(`VALID UNTIL ${literal(attributes.validUntil ?? 'infinity')}`);
  return words.join(' ');
}

export function renderAlterRole(change: Extract<Change, { do: 'alter-role' }>): PlannedStatement {
  return plain(`ALTER ROLE ${identifier(change.role)} ${attributeWords(change.attributes)}`);
}

/**
 * The server stores a verifier as it is, whatever `password_encryption` says; what is not exactly one it takes for the password
 * itself. `checkStatements` lets nothing but a verifier through.
 */
export function renderSetPassword(change: Extract<Change, { do: 'set-password' }>): PlannedStatement {
  return plain(`ALTER ROLE ${identifier(change.role)} PASSWORD ${literal(change.verifier)}`);
}

export const renderNoPassword = (role: string): PlannedStatement =>
  plain(`ALTER ROLE ${identifier(role)} PASSWORD NULL`);

/** Spelled out whole: what a role is created with must not hang on the server's defaults. A role that is there stays as it is. */
export function renderCreateRole(change: Extract<Change, { do: 'create-role' }>): PlannedStatement {
  return plain(
    guardedCreateRole(`CREATE ROLE ${identifier(change.role)} WITH ${attributeWords(change.attributes)}`),
  );
}

export function renderDropRole(change: Extract<Change, { do: 'drop-role' }>): PlannedStatement {
  return plain(`DROP ROLE IF EXISTS ${identifier(change.role)}`);
}

/** From 16 the members of a role are changed by one at a time; nobody's queries wait for it. */
const memberLock = (role: string, versionNum: number): StatementLock | null =>
  versionNum < 160_000 ? null : { object: `role ${role}`, mode: 'ShareUpdateExclusiveLock' };

/** Before 16 the grantor of a membership does not matter and `GRANTED BY` is left out of a REVOKE. */
export function renderRevokeMembership(
  change: Extract<Change, { do: 'revoke-membership' }>,
  versionNum: number,
  cascade: boolean,
): PlannedStatement {
  const option = change.option === undefined ? '' : `${change.option} OPTION FOR `;
  const by =
    versionNum >= 160000 && change.grantor !== null ? ` GRANTED BY ${identifier(change.grantor)}` : '';
  const end = cascade ? ' CASCADE' : '';
  const sql = `REVOKE ${option}${identifier(change.role)} FROM ${identifier(change.member)}${by}${end}`;
  return { ...plain(sql), lock: memberLock(change.role, versionNum) };
}

export interface MembershipGrant {
  readonly role: string;
  readonly member: string;
  /** null: whoever runs the statement. */
  readonly grantor: string | null;
  readonly adminOption: boolean;
  readonly inheritOption: boolean;
  readonly setOption: boolean;
}

/** Gives a membership back exactly: options and grantor. `GRANTED BY` needs a superuser before 16. */
export function renderGrantMembership(grant: MembershipGrant, versionNum: number): PlannedStatement {
  const options =
    versionNum >= 160000
      ? ` WITH ADMIN ${grant.adminOption}, INHERIT ${grant.inheritOption}, SET ${grant.setOption}`.toUpperCase()
      : grant.adminOption
        ? ' WITH ADMIN OPTION'
        : '';
  const by = grant.grantor === null ? '' : ` GRANTED BY ${identifier(grant.grantor)}`;
  return plain(`GRANT ${identifier(grant.role)} TO ${identifier(grant.member)}${options}${by}`);
}
