import type { Change } from '../../model/change.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import type { Grantee, Privilege } from '../../model/privilege.ts';
import { grantTarget } from '../object-clause.ts';
import type { PlannedStatement } from '../plan.ts';
import { identifier } from '../quote.ts';

export const grantee = (to: Grantee): string => (to === null ? 'PUBLIC' : identifier(to));

export const plain = (sql: string): PlannedStatement => ({ sql, lock: null, transactional: true });

function privilegeList(privileges: readonly Privilege[], on: ObjectRef): string {
  if (on.kind !== 'column') return privileges.join(', ');
  return privileges.map((privilege) => `${privilege} (${identifier(on.column ?? '')})`).join(', ');
}

/**
 * A REVOKE or GRANT acts as the object's owner when a superuser runs it; a grant that somebody else made is untouched by
 * it, without a warning. So for any other grantor the statement runs as that role.
 */
function asGrantor(sql: string, grantor: string, owner: string | null): readonly PlannedStatement[] {
  if (owner === null || grantor === owner) return [plain(sql)];
  return [plain(`SET LOCAL ROLE ${identifier(grantor)}`), plain(sql), plain('RESET ROLE')];
}

export function renderRevoke(
  change: Extract<Change, { do: 'revoke' }>,
  owner: string | null,
  cascade: boolean,
): readonly PlannedStatement[] {
  const option = change.grantOptionOnly ? 'GRANT OPTION FOR ' : '';
  const end = cascade || change.cascade ? ' CASCADE' : '';
  const sql = `REVOKE ${option}${privilegeList(change.privileges, change.on)} ON ${grantTarget(change.on)} FROM ${grantee(change.from)}${end}`;
  return asGrantor(sql, change.grantor, owner);
}

export function renderGrant(
  change: Extract<Change, { do: 'grant' }>,
  owner: string | null,
): readonly PlannedStatement[] {
  const end = change.withGrantOption ? ' WITH GRANT OPTION' : '';
  const sql = `GRANT ${privilegeList(change.privileges, change.on)} ON ${grantTarget(change.on)} TO ${grantee(change.to)}${end}`;
  return asGrantor(sql, change.grantor, owner);
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
