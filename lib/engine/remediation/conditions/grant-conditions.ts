import type { Change } from '../../model/change.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import type { Grantee, Privilege } from '../../model/privilege.ts';
import type { Grant } from '../object-grants.ts';
import type { Condition } from '../plan.ts';
import { literal } from '../quote.ts';
import { catalogObject, objectExists, roleExists, roleOid } from './catalog-object.ts';
import { condition, granteeSays, objectSays, roleSays } from './says.ts';

type Revoke = Extract<Change, { do: 'revoke' }>;
type GrantChange = Extract<Change, { do: 'grant' }>;

interface Entry {
  readonly on: ObjectRef;
  readonly grantee: Grantee;
  readonly grantor: string;
  readonly privileges: readonly Privilege[];
  readonly grantable?: boolean;
}

/** What follows `SELECT` to find the entries of the list in force that one grantor gave one grantee. */
function entriesOf({ on, grantee, grantor }: Entry): string | null {
  const object = catalogObject(on);
  if (object === null) return null;
  const to = grantee === null ? '0::pg_catalog.oid' : roleOid(grantee);
  return (
    `FROM ${object.from} CROSS JOIN LATERAL pg_catalog.aclexplode(${object.acl}) x ` +
    `WHERE ${object.where} AND x.grantor = ${roleOid(grantor)} AND x.grantee = ${to}`
  );
}

function granted(entry: Entry): string {
  const from = entriesOf(entry);
  if (from === null) return 'false';
  const grantable = entry.grantable ? ' AND x.is_grantable' : '';
  return entry.privileges
    .map((privilege) => `EXISTS (SELECT ${from} AND x.privilege_type = ${literal(privilege)}${grantable})`)
    .join(' AND ');
}

function notGranted(entry: Entry): string {
  const from = entriesOf(entry);
  if (from === null) return 'false';
  const grantable = entry.grantable ? ' AND x.is_grantable' : '';
  const types = entry.privileges.map(literal).join(', ');
  return `NOT EXISTS (SELECT ${from} AND x.privilege_type IN (${types})${grantable})`;
}

const what = (privileges: readonly Privilege[], on: ObjectRef) =>
  `${privileges.join(', ')} on ${objectSays(on)}`;

const relationOf = ({ column: _, ...on }: ObjectRef): ObjectRef => ({ ...on, kind: 'table' });

/** Objects and roles that have to be there. */
function parties(on: ObjectRef, roles: readonly Grantee[]): readonly Condition[] {
  const names = [...new Set(roles.filter((role) => role !== null))];
  return [
    condition(`${objectSays(on)} exists`, objectExists(on)),
    ...names.map((role) => condition(`${roleSays(role)} exists`, roleExists(role))),
  ];
}

const entryOf = (change: Revoke): Entry => ({
  on: change.on,
  grantee: change.from,
  grantor: change.grantor,
  privileges: change.privileges,
  ...(change.grantOptionOnly ? { grantable: true } : {}),
});

export function beforeRevoke(change: Revoke): readonly Condition[] {
  const option = change.grantOptionOnly ? ' with the grant option' : '';
  return [
    ...parties(change.on, [change.from, change.grantor]),
    condition(
      `${what(change.privileges, change.on)} is granted to ${granteeSays(change.from)} by ${roleSays(change.grantor)}${option}`,
      granted(entryOf(change)),
    ),
  ];
}

/**
 * What a REVOKE has to leave: nothing of what it names from that grantor (a REVOKE as somebody else changes nothing, without a
 * warning), for a column nothing from the table's list either (it would outweigh it), and the column grants it takes along.
 */
export function afterRevoke(
  change: Revoke,
  rebuilt: readonly Grant[],
  mergedIntoOwnership = false,
): readonly Condition[] {
  const option = change.grantOptionOnly ? 'the grant option of ' : '';
  const gone = condition(
    `${option}${what(change.privileges, change.on)} is no longer granted to ${granteeSays(change.from)} by ${roleSays(change.grantor)}`,
    `${objectExists(change.on)} AND ${notGranted(entryOf(change))}`,
  );
  const table = relationOf(change.on);
  const whole =
    change.on.kind === 'column' && !change.grantOptionOnly && !mergedIntoOwnership
      ? [
          condition(
            `no ${change.privileges.join(', ')} on the whole of ${objectSays(table)} outweighs it for ${granteeSays(change.from)}`,
            notGranted({ ...entryOf(change), on: table }),
          ),
        ]
      : [];
  return [gone, ...whole, ...rebuilt.map((grant) => stands(change.on, grant))];
}

function stands(relation: ObjectRef, grant: Grant): Condition {
  const { column: _, ...table } = relation;
  const on: ObjectRef = grant.column === null ? table : { ...table, kind: 'column', column: grant.column };
  return condition(
    `${what([grant.privilege], on)} is still granted to ${granteeSays(grant.grantee)} by ${roleSays(grant.grantor)}`,
    granted({
      on,
      grantee: grant.grantee,
      grantor: grant.grantor,
      privileges: [grant.privilege],
      grantable: grant.grantable,
    }),
  );
}

export const beforeGrant = (change: GrantChange): readonly Condition[] =>
  parties(change.on, [change.to, change.grantor]);

export function afterGrant(change: GrantChange): readonly Condition[] {
  const { on, to: grantee, grantor, privileges } = change;
  const option = change.withGrantOption ? ' with the grant option' : '';
  return [
    condition(
      `${what(privileges, on)} is granted to ${granteeSays(grantee)} by ${roleSays(grantor)}${option}`,
      granted({ on, grantee, grantor, privileges, grantable: change.withGrantOption === true }),
    ),
  ];
}

export const beforeAlterOwner = (change: Extract<Change, { do: 'alter-owner' }>): readonly Condition[] =>
  parties(change.on, [change.to]);

export function afterAlterOwner(change: Extract<Change, { do: 'alter-owner' }>): readonly Condition[] {
  const owner = catalogObject(change.on)?.owner;
  const expression =
    owner === undefined ? 'false' : objectExists(change.on, `${owner} = ${roleOid(change.to)}`);
  return [condition(`${objectSays(change.on)} belongs to ${roleSays(change.to)}`, expression)];
}
