import type { Ground } from './access-grounds.ts';
import type { RoleGraph } from './role-graph.ts';
import { addBit, type Bits, emptyBits, members, uniteBits } from './role-graph-closure.ts';

/** Who holds one privilege on one object, as sets of role positions (`RoleGraph.names`). */
export interface AccessSets {
  /** What `has_*_privilege` answers. */
  readonly held: Bits;
  /** What it answers WITH GRANT OPTION; on a system catalog that may be more than is held. */
  readonly grantable: Bits;
  /** Held, or held by a role that one may `SET ROLE` to. */
  readonly reachable: Bits;
}

/** Unions of member sets, per grantee, in the light of one database. Each set is computed when first looked at. */
export interface AccessSetBuilder {
  setsOf(grounds: readonly Ground[], owner: string): AccessSets;
}

/** Whom a grantee's privileges come to: without, and with a SET ROLE first. */
interface Audience {
  readonly heirs: Bits;
  readonly reachers: Bits;
}

export function accessSetBuilder(graph: RoleGraph, database: string | undefined): AccessSetBuilder {
  const size = graph.names.length;
  const everybody = emptyBits(size);
  const superusers: Audience = { heirs: emptyBits(size), reachers: emptyBits(size) };
  graph.names.forEach((name, position) => {
    addBit(everybody, position);
    if (!graph.roles.get(name)?.superuser) return;
    addBit(superusers.heirs, position);
    uniteBits(superusers.reachers, graph.reachersOf(name, 'set', database));
  });
  const audiences = new Map<string | null, Audience>([[null, { heirs: everybody, reachers: everybody }]]);
  const audienceOf = (grantee: string | null): Audience => {
    const known = audiences.get(grantee);
    if (known) return known;
    const heirs = graph.reachersOf(grantee ?? '', 'inherit', database);
    const reachers = emptyBits(size);
    for (const heir of members(heirs)) {
      uniteBits(reachers, graph.reachersOf(graph.names[heir] ?? '', 'set', database));
    }
    const audience = { heirs, reachers };
    audiences.set(grantee, audience);
    return audience;
  };

  // A set is a few words: cut from a slab, since an allocation outside the heap for each costs more than filling it.
  const words = everybody.length;
  let slab = new Uint32Array(0);
  let used = 0;
  const copyOf = (bits: Bits): Bits => {
    if (used + words > slab.length) {
      slab = new Uint32Array(words * 256);
      used = 0;
    }
    const copy = slab.subarray(used, used + words);
    used += words;
    copy.set(bits);
    return copy;
  };

  const union = (start: Bits, parts: readonly Ground[], part: 'heirs' | 'reachers'): Bits => {
    const all = copyOf(start);
    for (const { grantee } of parts) uniteBits(all, audienceOf(grantee)[part]);
    return all;
  };

  return {
    setsOf: (grounds, owner) => {
      let held: Bits | undefined;
      let reachable: Bits | undefined;
      let grantable: Bits | undefined;
      const usable = grounds.some((ground) => ground.banned)
        ? grounds.filter((ground) => !ground.banned)
        : grounds;
      return {
        get held() {
          held ??= union(superusers.heirs, usable, 'heirs');
          return held;
        },
        get reachable() {
          reachable ??= union(superusers.reachers, usable, 'reachers');
          return reachable;
        },
        get grantable() {
          if (grantable) return grantable;
          const options = grounds.filter((ground) => ground.grantOption && ground.grantee !== null);
          grantable = union(superusers.heirs, options, 'heirs');
          uniteBits(grantable, audienceOf(owner).heirs);
          return grantable;
        },
      };
    },
  };
}
