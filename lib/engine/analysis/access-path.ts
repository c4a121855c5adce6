import type { MembershipKind } from './membership-edges.ts';
import type { RoleGraph } from './role-graph.ts';

/** `inherited`: the role has it now. `set-role`: only after a `SET ROLE` the role may make. */
export type AccessHow = 'inherited' | 'set-role';

/** Numbers of roles or of steps, one for every role: two bytes each unless there are too many. */
type Steps = Int16Array | Int32Array;

/** Shortest ways from every role to one grantee. */
interface Ways {
  /** Next role on the way by inheritance alone, -1 where there is none; the grantee points at itself. */
  readonly inherited: Steps;
  /** Steps of that way. */
  readonly inheritedLength: Steps;
  /** Next role on the way of `SET ROLE` hops and then inheritance; a role that need not hop points at itself. */
  readonly set: Steps;
  readonly setLength: Steps;
}

/** For every role: the next one on its way and the steps of the whole; next is -1 where there is no way. */
export interface WaysTo {
  readonly next: Steps;
  readonly length: Steps;
}

export interface AccessPaths {
  /** For many roles at once; `null` where no such role exists. */
  waysTo(grantee: string, how: AccessHow): WaysTo | null;
  /** Roles on the shortest way, both ends included, or `null`. `set-role` ways may inherit after the last `SET ROLE`. */
  wayTo(grantee: string, from: number, how: AccessHow): readonly string[] | null;
  /** Its number of steps, Infinity where there is none. */
  lengthTo(grantee: string, from: number, how: AccessHow): number;
}

/** Kept ways take eight bytes per role and grantee, sixteen in a very large cluster; past this many bytes they are forgotten and computed again. */
const keptBytes = 64 * 1024 * 1024;

export function accessPaths(graph: RoleGraph, database: string | undefined): AccessPaths {
  const size = graph.names.length;
  const narrow = size < 32_768;
  const steps = (): Steps => (narrow ? new Int16Array(size) : new Int32Array(size));
  const stepBytes = narrow ? 8 : 16;
  const members: { [How in Exclude<MembershipKind, 'member'>]: readonly (readonly number[])[] } = {
    inherit: graph.directMembers('inherit', database),
    set: graph.directMembers('set', database),
  };
  const known = new Map<number, Ways>();

  /** Breadth first from the grantee backwards, so that one search serves every role. */
  const search = (grantee: number): Ways => {
    const ways: Ways = {
      inherited: steps().fill(-1),
      inheritedLength: steps(),
      set: steps().fill(-1),
      setLength: steps(),
    };
    ways.inherited[grantee] = grantee;
    let heirs = [grantee];
    let hoppers: number[] = [];
    for (let length = 0; heirs.length + hoppers.length > 0; length++) {
      const nextHeirs: number[] = [];
      const nextHoppers: number[] = [];
      for (const heir of heirs) {
        ways.inheritedLength[heir] = length;
        if (ways.set[heir] === -1) {
          ways.set[heir] = heir;
          hoppers.push(heir);
        }
        for (const member of members.inherit[heir] ?? []) {
          if (ways.inherited[member] !== -1) continue;
          ways.inherited[member] = heir;
          nextHeirs.push(member);
        }
      }
      for (const hopper of hoppers) {
        ways.setLength[hopper] = length;
        for (const member of members.set[hopper] ?? []) {
          if (ways.set[member] !== -1) continue;
          ways.set[member] = hopper;
          nextHoppers.push(member);
        }
      }
      heirs = nextHeirs;
      hoppers = nextHoppers;
    }
    return ways;
  };

  const waysTo = (grantee: string): Ways | null => {
    const number = graph.position(grantee);
    if (number === undefined) return null;
    const hit = known.get(number);
    if (hit) return hit;
    if (known.size * size * stepBytes > keptBytes) known.clear();
    const ways = search(number);
    known.set(number, ways);
    return ways;
  };

  return {
    waysTo: (grantee, how) => {
      const ways = waysTo(grantee);
      if (!ways) return null;
      return how === 'inherited'
        ? { next: ways.inherited, length: ways.inheritedLength }
        : { next: ways.set, length: ways.setLength };
    },
    wayTo: (grantee, from, how) => {
      const ways = waysTo(grantee);
      if (!ways || (how === 'inherited' ? ways.inherited : ways.set)[from] === -1) return null;
      const way: string[] = [];
      let at = from;
      if (how === 'set-role') {
        for (let next = ways.set[at] ?? at; next !== at; next = ways.set[at] ?? at) {
          way.push(graph.names[at] ?? '');
          at = next;
        }
      }
      for (let next = ways.inherited[at] ?? at; next !== at; next = ways.inherited[at] ?? at) {
        way.push(graph.names[at] ?? '');
        at = next;
      }
      way.push(graph.names[at] ?? '');
      return way;
    },
    lengthTo: (grantee, from, how) => {
      const ways = waysTo(grantee);
      const next = ways && (how === 'inherited' ? ways.inherited : ways.set)[from];
      if (!ways || next === undefined || next === -1) return Number.POSITIVE_INFINITY;
      return (how === 'inherited' ? ways.inheritedLength : ways.setLength)[from] ?? 0;
    },
  };
}
