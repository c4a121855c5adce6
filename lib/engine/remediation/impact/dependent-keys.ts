import type { ForeignKeyRow } from '../../inventory/sections/foreign-keys.ts';
import type { RelationRow } from '../../inventory/sections/relations.ts';
import type { Privilege } from '../../model/privilege.ts';
import type { Dependent } from './dependent.ts';
import { heldOn, type Rights, relationKey, relationsByKey } from './rights.ts';

/** What the check done to the referencing table asks of its owner (`ri_triggers.c`): it locks the rows that it finds. */
function onReferencing({ onDelete, onUpdate }: ForeignKeyRow): readonly Privilege[] {
  const cascades = onDelete === 'cascade' ? (['DELETE'] as const) : [];
  const updates = [onDelete, onUpdate].some((one) => one !== 'cascade' || onUpdate === 'cascade');
  return ['SELECT', ...cascades, ...(updates ? (['UPDATE'] as const) : [])];
}

interface Side {
  readonly rights: Rights;
  readonly was: RelationRow;
  readonly is: RelationRow;
}

/** The first right that the owner of a table had on it, or on its schema, and has no more. */
function ownerLacks(
  { rights: { before, after }, was, is }: Side,
  privileges: readonly Privilege[],
): string | null {
  const usage = (access: Rights['before']['access'], role: string, name: string) =>
    access.has(role, { kind: 'schema', name }, 'USAGE');
  if (usage(before.access, was.owner, was.schema) && !usage(after.access, is.owner, is.schema))
    return `USAGE on schema ${is.schema}`;
  const lost = privileges.find(
    (privilege) =>
      heldOn(before.access, before.facts, was.owner, was, privilege) !== 'none' &&
      heldOn(after.access, after.facts, is.owner, is, privilege) === 'none',
  );
  return lost === undefined ? null : `${lost} on ${is.schema}.${is.name}`;
}

/**
 * Foreign keys are checked as the owner of the table that is looked into: without that role's own right every write to the
 * other table fails. Throws `UnreadSection`.
 */
export function dependentKeys(rights: Rights): readonly Dependent[] {
  const [old, now] = [relationsByKey(rights.before.facts), relationsByKey(rights.after.facts)];
  const found: Dependent[] = [];
  for (const row of rights.after.facts.read('foreign-keys')) {
    const sides = [
      [row.referencedSchema, row.referenced, ['SELECT', 'UPDATE']] as const,
      [row.schema, row.relation, onReferencing(row)] as const,
    ];
    sides.forEach(([schema, name, privileges], at) => {
      const key = relationKey(schema, name);
      const [was, is] = [old.get(key), now.get(key)];
      if (!was || !is) return;
      if (was.owner === is.owner && !rights.relations.has(key) && !rights.schemas.has(schema)) return;
      const lacks = ownerLacks({ rights, was, is }, privileges);
      if (lacks === null) return;
      const [writes, to] =
        at === 0
          ? ['INSERT and UPDATE', { schema: row.schema, name: row.relation }]
          : ['DELETE and UPDATE', { schema: row.referencedSchema, name: row.referenced }];
      found.push({
        object: { kind: 'table', database: rights.name, ...to },
        roles: null,
        outcome: 'fails',
        why: `${writes} check foreign key ${row.name} as ${is.owner}, the owner of ${schema}.${name}, who has no ${lacks} then`,
      });
    });
  }
  return found;
}
