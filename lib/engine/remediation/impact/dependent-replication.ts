import type { Inventory } from '../../inventory/inventory.ts';
import type { Dependent } from './dependent.ts';
import { heldOn, type Rights, relationKey, relationsByKey } from './rights.ts';

/** Logical replication copies a published table as the role that the subscriber connects as. Throws `UnreadSection`. */
export function dependentPublications(rights: Rights): readonly Dependent[] {
  if (rights.relations.size === 0) return [];
  const { facts, access } = rights.after;
  const senders = () =>
    facts.cluster
      .read('sessions')
      .filter((row) => row.backendType === 'walsender' && row.database === rights.name);
  const relations = relationsByKey(facts);
  return facts.read('publications').flatMap((publication) =>
    publication.tables.flatMap(({ schema, table }): Dependent[] => {
      const relation = relations.get(relationKey(schema, table));
      if (!relation || !rights.relations.has(relationKey(schema, table))) return [];
      const roles = [...new Set(senders().flatMap(({ role }) => role ?? []))].filter(
        (role) =>
          rights.losers(relation, 'SELECT').has(role) &&
          heldOn(access, facts, role, relation, 'SELECT') === 'none',
      );
      if (roles.length === 0) return [];
      const why = `a subscriber that has to copy ${schema}.${table} anew reads it as one of these, who have no SELECT on it then`;
      return [
        {
          object: { kind: 'publication', database: rights.name, name: publication.name },
          roles: roles.sort(),
          outcome: 'may-fail',
          why,
        },
      ];
    }),
  );
}

/** A subscription runs as its owner, and one that is no superuser may do less (16: it has to connect by password). */
export function dependentSubscriptions(before: Inventory, after: Inventory): readonly Dependent[] {
  const [was, is] = [before.cluster.roles, after.cluster.roles];
  const { subscriptions } = after.cluster;
  if ('gap' in was || 'gap' in is || 'gap' in subscriptions || was === is) return [];
  const superuser = (rows: typeof is.rows, name: string) =>
    rows.find((row) => row.name === name)?.superuser === true;
  return subscriptions.rows
    .filter(({ owner }) => superuser(was.rows, owner) && !superuser(is.rows, owner))
    .map(({ database, name, owner }) => ({
      object: { kind: 'subscription', database, name },
      roles: null,
      outcome: 'may-fail',
      why: `it applies changes as its owner ${owner}, who is no superuser any more`,
    }));
}
