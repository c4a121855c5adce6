import type { RoleGraph } from './role-graph.ts';
import { addBit, type Bits, emptyBits, members, uniteBits } from './role-graph-closure.ts';

/** A set of roles by the words that are not zero: most grantees have few members, or none but themselves. */
export interface SparseBits {
  readonly at: Uint16Array | Uint32Array;
  readonly words: Bits;
}

/** Whom a grantee's privileges come to: without, and with a SET ROLE first. */
export interface Audience {
  readonly heirs: SparseBits;
  readonly reachers: SparseBits;
}

function sparse(bits: Bits): SparseBits {
  const at = Array.from(bits.keys()).filter((word) => bits[word] !== 0);
  const words = Uint32Array.from(at, (word) => bits[word] ?? 0);
  return { at: bits.length < 65_536 ? Uint16Array.from(at) : Uint32Array.from(at), words };
}

export function addSparse(into: Bits, { at, words }: SparseBits): void {
  for (let index = 0; index < at.length; index++) {
    const word = at[index] ?? 0;
    into[word] = (into[word] ?? 0) | (words[index] ?? 0);
  }
}

export interface Audiences {
  /** Of a grantee; `null` is PUBLIC. The same object for the same grantee. */
  of(grantee: string | null): Audience;
  /** Superusers, and whoever can become one by SET ROLE. */
  readonly superusers: Audience;
}

/** Audiences in the light of one database, each made when first asked for. */
export function audiencesIn(graph: RoleGraph, database: string | undefined): Audiences {
  const size = graph.names.length;
  const everybody = emptyBits(size);
  const superusers = emptyBits(size);
  const promoted = emptyBits(size);
  graph.names.forEach((name, position) => {
    addBit(everybody, position);
    if (!graph.roles.get(name)?.superuser) return;
    addBit(superusers, position);
    uniteBits(promoted, graph.reachersOf(name, 'set', database));
  });
  const all = sparse(everybody);
  const known = new Map<string | null, Audience>([[null, { heirs: all, reachers: all }]]);
  return {
    superusers: { heirs: sparse(superusers), reachers: sparse(promoted) },
    of: (grantee) => {
      const hit = known.get(grantee);
      if (hit) return hit;
      const heirs = graph.reachersOf(grantee ?? '', 'inherit', database);
      const reachers = emptyBits(size);
      for (const heir of members(heirs)) {
        uniteBits(reachers, graph.reachersOf(graph.names[heir] ?? '', 'set', database));
      }
      const audience = { heirs: sparse(heirs), reachers: sparse(reachers) };
      known.set(grantee, audience);
      return audience;
    },
  };
}
