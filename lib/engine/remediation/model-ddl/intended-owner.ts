import type { DatabaseFacts } from '../../analysis/facts.ts';
import { relationNamed } from '../../controls/grants/by-relation.ts';
import type { RoleRow } from '../../inventory/sections/roles.ts';
import { type DeclaredRole, declaredAs } from './declared-roles.ts';
import type { IntendedAccess } from './intended-access.ts';
import type { ModelObject } from './model-objects.ts';

/** Whose the objects of a database are to be. */
export interface IntendedOwner {
  /** The one role the policy declares as owner here, without login once its attributes are set; null where there is none. */
  readonly role: string | null;
  after(object: ModelObject): string;
  /** The table a sequence moves along with, without a statement of its own. */
  followsTable(object: ModelObject): boolean;
}

const movable = new Set([
  'database',
  'schema',
  'table',
  'partitioned-table',
  'view',
  'materialized-view',
  'foreign-table',
  'sequence',
  'function',
  'procedure',
  'type',
]);

/**
 * Objects of a role whose privileges the policy states (`may`) belong to the owner role instead: what it is to do is then
 * known, and stays granted. Objects of owners, migration roles, administrators, superusers and of roles the policy says
 * nothing of stay where they are.
 */
export function intendedOwner(
  facts: DatabaseFacts,
  declared: readonly DeclaredRole[],
  rolesAfter: readonly RoleRow[],
  access: IntendedAccess,
): IntendedOwner {
  const owners = declaredAs(declared, facts.name, ['owner']);
  const rows = new Map(rolesAfter.map((row) => [row.name, row]));
  const [only] = owners;
  const role =
    only !== undefined && owners.length === 1 && rows.get(only.name)?.login === false ? only.name : null;
  const keeps = new Set(
    declared
      .filter(({ kind }) => ['owner', 'migration', 'admin', 'break-glass'].includes(kind))
      .map(({ name }) => name),
  );
  const moves = (owner: string) =>
    role !== null && access.stated.has(owner) && !keeps.has(owner) && rows.get(owner)?.superuser === false;
  const tableOf = ({ on }: ModelObject) => {
    if (on.kind !== 'sequence') return null;
    return relationNamed(facts, on.schema ?? '', on.name ?? '')?.sequenceOf;
  };
  return {
    role,
    after: (object) => {
      // A snapshot of before it was read does not say whether the sequence may be moved at all.
      if (!movable.has(object.on.kind) || tableOf(object) === undefined) return object.owner;
      return role !== null && moves(object.owner) ? role : object.owner;
    },
    followsTable: (object) => (tableOf(object) ?? null) !== null,
  };
}
