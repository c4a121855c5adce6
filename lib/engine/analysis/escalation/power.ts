import type { RoleGraph } from '../role-graph.ts';
import { addBit, type Bits, emptyBits } from '../role-graph-closure.ts';

/**
 * What a role can make of itself.
 *
 * - `superuser`: it can become a superuser role, or have one run its code.
 * - `service-administrator`: it has the rights that a managed service gives its customers in the place of SUPERUSER.
 * - `operating-system`: it can run programs, write or read files as the server's own account.
 * - `bypass-rls`: it can become a role that row security does not bind.
 * - `verifiers`: it can read the password verifiers of every role.
 * - `all-data`: it can read or write every table (or every large object), whatever their access lists say.
 * - `connection`: it can make the server connect to hosts it chooses.
 * - `role`: it can become `target`, which no `SET ROLE` lets it become today.
 */
export type EscalationTo =
  | 'superuser'
  | 'service-administrator'
  | 'operating-system'
  | 'bypass-rls'
  | 'verifiers'
  | 'all-data'
  | 'connection'
  | 'role';

/** Something a role may do, acting as itself, that gives it more than it has. */
export interface Power {
  readonly to: Exclude<EscalationTo, 'bypass-rls'>;
  /** By what: a role, a predefined role, a parameter, a routine. Tells powers of one kind apart. */
  readonly target: string;
  /** Roles that may use it, as positions in `RoleGraph.names`; superusers among them do not matter. */
  readonly members: Bits;
  /** It as a sentence about one of them. Names stand in it as the catalog has them: escape it where it is shown. */
  readonly inWords: (holder: string) => string;
  /** Null: the holder's own action is enough. Else what somebody else must do first, or what could not be read. */
  readonly waitsFor: string | null;
  /** Only for a session that logged in as the holder: a SET ROLE to it does not do. */
  readonly asLogin: boolean;
}

export function power(part: Pick<Power, 'to' | 'target' | 'members' | 'inWords'> & Partial<Power>): Power {
  return { waitsFor: null, asLogin: false, ...part };
}

/** A way of acting as another role by one's own action alone, other than by membership. */
export interface Detour {
  readonly members: Bits;
  /** The role it leads to. */
  readonly to: string;
  readonly inWords: (holder: string) => string;
}

export const noBits = (graph: RoleGraph): Bits => emptyBits(graph.names.length);

/** Positions of roles by name; names of no role are left out. */
export function bitsOf(graph: RoleGraph, names: Iterable<string>): Bits {
  const bits = noBits(graph);
  for (const name of names) {
    const at = graph.position(name);
    if (at !== undefined) addBit(bits, at);
  }
  return bits;
}

export const inBoth = (one: Bits, other: Bits): Bits => one.map((word, at) => word & (other[at] ?? 0));

export const without = (one: Bits, other: Bits): Bits => one.map((word, at) => word & ~(other[at] ?? 0));

export const isNone = (bits: Bits): boolean => bits.every((word) => word === 0);

/** A name inside a sentence. */
export const quoted = (name: string): string => `"${name}"`;
