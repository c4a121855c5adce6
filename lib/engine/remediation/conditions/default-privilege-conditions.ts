import type { Change, DefaultPrivilegeObjects } from '../../model/change.ts';
import type { Condition } from '../plan.ts';
import { literal } from '../quote.ts';
import { roleExists, roleOid } from './catalog-object.ts';
import { condition, granteeSays, nameSays, notYet, roleSays } from './says.ts';

type DefaultPrivileges = Extract<Change, { do: 'default-privileges' }>;

/** `pg_default_acl.defaclobjtype`, and the letter `acldefault` takes for the same kind of object. */
const letters: Readonly<Record<DefaultPrivilegeObjects, readonly [string, string]>> = {
  TABLES: ['r', 'r'],
  SEQUENCES: ['S', 's'],
  FUNCTIONS: ['f', 'f'],
  TYPES: ['T', 'T'],
  SCHEMAS: ['n', 'n'],
  'LARGE OBJECTS': ['L', 'L'],
};

/** The entries one list gives the grantee: a global list replaces the built-in default, one of a schema only adds. */
function entry(
  change: DefaultPrivileges,
  schema: string | null,
  privileges: string,
  grantable: boolean,
): string {
  const [type, letter] = letters[change.objects];
  const stored =
    `SELECT d.defaclacl FROM pg_catalog.pg_default_acl d WHERE d.defaclrole = ${roleOid(change.forRole)} ` +
    `AND d.defaclobjtype = '${type}' AND d.defaclnamespace = ` +
    (schema === null
      ? '0::pg_catalog.oid'
      : `(SELECT n.oid FROM pg_catalog.pg_namespace n WHERE n.nspname = ${literal(schema)})`);
  const otherwise =
    schema === null
      ? `pg_catalog.acldefault('${letter}', ${roleOid(change.forRole)})`
      : 'NULL::pg_catalog.aclitem[]';
  const to = change.grantee === null ? '0::pg_catalog.oid' : roleOid(change.grantee);
  return (
    `EXISTS (SELECT FROM pg_catalog.aclexplode(coalesce((${stored}), ${otherwise})) x ` +
    `WHERE x.grantee = ${to} AND x.privilege_type ${privileges}${grantable ? ' AND x.is_grantable' : ''})`
  );
}

function says(change: DefaultPrivileges, verb: string): string {
  const where = change.inSchema === null ? '' : ` in schema ${nameSays(change.inSchema)}`;
  return `${change.privileges.join(', ')} on new ${change.objects.toLowerCase()} of ${roleSays(change.forRole)}${where} ${verb} ${granteeSays(change.grantee)}`;
}

/**
 * Of the list that is changed: what a schema's list does not hold cannot be taken from it, which `refusal.ts` says beforehand and
 * the precondition at the last moment.
 */
function outcome(change: DefaultPrivileges): { readonly says: string; readonly expression: string } {
  const anyOf = `IN (${change.privileges.map(literal).join(', ')})`;
  if (change.action === 'grant') {
    const each = change.privileges.map((privilege) =>
      entry(change, change.inSchema, `= ${literal(privilege)}`, change.withGrantOption === true),
    );
    return { says: says(change, 'go to'), expression: each.join(' AND ') };
  }
  return {
    says: says(change, 'no longer go to'),
    expression: `${roleExists(change.forRole)} AND NOT ${entry(change, change.inSchema, anyOf, false)}`,
  };
}

export function beforeDefaultPrivileges(change: DefaultPrivileges): readonly Condition[] {
  const roles = [change.forRole, ...(change.grantee === null ? [] : [change.grantee])];
  const done = outcome(change);
  return [
    ...[...new Set(roles)].map((role) => condition(`${roleSays(role)} exists`, roleExists(role))),
    condition(`${notYet}${done.says}`, `NOT (${done.expression})`),
  ];
}

export function afterDefaultPrivileges(change: DefaultPrivileges): readonly Condition[] {
  const { says: words, expression } = outcome(change);
  return [condition(words, expression)];
}
