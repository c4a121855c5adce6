import type { Change } from '../../model/change.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import type { Grantee, Privilege } from '../../model/privilege.ts';
import { grantTarget } from '../object-clause.ts';
import type { PlannedStatement, StatementLock } from '../plan.ts';
import { identifier } from '../quote.ts';

export const grantee = (to: Grantee): string => (to === null ? 'PUBLIC' : identifier(to));

export const plain = (sql: string): PlannedStatement => ({ sql, lock: null, transactional: true });

function privilegeList(privileges: readonly Privilege[], on: ObjectRef): string {
  if (on.kind !== 'column') return privileges.join(', ');
  return privileges.map((privilege) => `${privilege} (${identifier(on.column ?? '')})`).join(', ');
}

/** How a GRANT or REVOKE is made: by whom, on what server. */
export interface GrantManner {
  /** Null: the object is not known. */
  readonly owner: string | null;
  readonly versionNum: number;
  /** The grantor has no USAGE on the object's schema, and has to be lent it to name the object. */
  readonly lendUsage?: boolean;
}

/**
 * A REVOKE or GRANT acts as the object's owner when a superuser runs it; a grant that somebody else made is untouched by
 * it, without a warning. So for any other grantor the statement runs as that role.
 */
function asGrantor(
  statement: PlannedStatement,
  grantor: string,
  on: ObjectRef,
  { owner, lendUsage }: GrantManner,
): readonly PlannedStatement[] {
  if (owner === null || grantor === owner) return [statement];
  const usage = `USAGE ON SCHEMA ${identifier(on.schema ?? '')}`;
  const [lend, takeBack] = lendUsage
    ? [
        [plain(`GRANT ${usage} TO ${identifier(grantor)}`)],
        [plain(`REVOKE ${usage} FROM ${identifier(grantor)}`)],
      ]
    : [[], []];
  return [
    ...lend,
    plain(`SET LOCAL ROLE ${identifier(grantor)}`),
    statement,
    plain('RESET ROLE'),
    ...takeBack,
  ];
}

const lockable: readonly ObjectRef['kind'][] = [
  'table',
  'view',
  'materialized-view',
  'foreign-table',
  'partitioned-table',
  'sequence',
  'column',
];

/** Nothing waits for a GRANT or REVOKE, but from 18 it looks at its relation under a lock, and so waits for an ALTER TABLE. */
function grantLock(on: ObjectRef, versionNum: number): StatementLock | null {
  if (versionNum < 180_000 || !lockable.includes(on.kind)) return null;
  return { object: `${on.schema}.${on.name}`, mode: 'AccessShareLock' };
}

export function renderRevoke(
  change: Extract<Change, { do: 'revoke' }>,
  manner: GrantManner,
  cascade: boolean,
): readonly PlannedStatement[] {
  const option = change.grantOptionOnly ? 'GRANT OPTION FOR ' : '';
  const end = cascade || change.cascade ? ' CASCADE' : '';
  const sql = `REVOKE ${option}${privilegeList(change.privileges, change.on)} ON ${grantTarget(change.on)} FROM ${grantee(change.from)}${end}`;
  const lock = grantLock(change.on, manner.versionNum);
  return asGrantor({ ...plain(sql), lock }, change.grantor, change.on, manner);
}

export function renderGrant(
  change: Extract<Change, { do: 'grant' }>,
  manner: GrantManner,
): readonly PlannedStatement[] {
  const end = change.withGrantOption ? ' WITH GRANT OPTION' : '';
  const sql = `GRANT ${privilegeList(change.privileges, change.on)} ON ${grantTarget(change.on)} TO ${grantee(change.to)}${end}`;
  const lock = grantLock(change.on, manner.versionNum);
  return asGrantor({ ...plain(sql), lock }, change.grantor, change.on, manner);
}

export function renderDefaultPrivileges(
  change: Extract<Change, { do: 'default-privileges' }>,
): PlannedStatement {
  const scope = `FOR ROLE ${identifier(change.forRole)}${change.inSchema === null ? '' : ` IN SCHEMA ${identifier(change.inSchema)}`}`;
  const what = `${change.privileges.join(', ')} ON ${change.objects}`;
  const action =
    change.action === 'grant'
      ? `GRANT ${what} TO ${grantee(change.grantee)}${change.withGrantOption ? ' WITH GRANT OPTION' : ''}`
      : `REVOKE ${what} FROM ${grantee(change.grantee)}`;
  return plain(`ALTER DEFAULT PRIVILEGES ${scope} ${action}`);
}
