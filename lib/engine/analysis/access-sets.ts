import type { Ground } from './access-grounds.ts';
import type { RoleGraph } from './role-graph.ts';
import { addBit, addBits, type Bits, emptyBits, members } from './role-graph-closure.ts';

/** Who holds one privilege on one object, as sets of role positions (`RoleGraph.names`). */
export interface AccessSets {
  /** What `has_*_privilege` answers. */
  readonly held: Bits;
  /** What it answers WITH GRANT OPTION; on a system catalog that may be more than is held. */
  readonly grantable: Bits;
  /** Held, or held by a role that one may `SET ROLE` to. */
  readonly reachable: Bits;
}

/** Unions of member sets, per grantee, in the light of one database. */
export interface AccessSetBuilder {
  setsOf(grounds: readonly Ground[], owner: string): AccessSets;
}

export function accessSetBuilder(graph: RoleGraph, database: string | undefined): AccessSetBuilder {
  const size = graph.names.length;
  const everybody = emptyBits(size);
  const superusers = emptyBits(size);
  const beforeSuperusers = emptyBits(size);
  graph.names.forEach((name, position) => {
    addBit(everybody, position);
    if (!graph.roles.get(name)?.superuser) return;
    addBit(superusers, position);
    addBits(beforeSuperusers, graph.reachersOf(name, 'set', database));
  });
  const reachingGrantee = new Map<string, Bits>();
  const heirsOf = (grantee: string) => graph.reachersOf(grantee, 'inherit', database);

  /** Who may SET ROLE to somebody that has the grantee's privileges. */
  const reachersOf = (grantee: string): Bits => {
    const known = reachingGrantee.get(grantee);
    if (known) return known;
    const found = emptyBits(size);
    for (const heir of members(heirsOf(grantee))) {
      addBits(found, graph.reachersOf(graph.names[heir] ?? '', 'set', database));
    }
    reachingGrantee.set(grantee, found);
    return found;
  };

  return {
    setsOf: (grounds, owner) => {
      const held = superusers.slice();
      const grantable = superusers.slice();
      const reachable = beforeSuperusers.slice();
      addBits(grantable, heirsOf(owner));
      for (const { grantee, banned, grantOption } of grounds) {
        if (!banned) {
          addBits(held, grantee === null ? everybody : heirsOf(grantee));
          addBits(reachable, grantee === null ? everybody : reachersOf(grantee));
        }
        if (grantOption && grantee !== null) addBits(grantable, heirsOf(grantee));
      }
      return { held, grantable, reachable };
    },
  };
}
