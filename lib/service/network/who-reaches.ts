import type { ClusterFacts } from '../../engine/analysis/facts.ts';
import { reach } from '../../engine/analysis/reach.ts';

/** Attempts the rules treat alike and let past them. */
export interface ReachLine {
  readonly place: string;
  readonly placeClass: 'local' | 'loopback' | 'network';
  /** Null for the socket, where there is none. */
  readonly tls: boolean | null;
  readonly method: string | null;
  readonly decided: boolean;
  readonly replication: boolean;
  readonly roles: readonly string[];
  readonly databases: readonly string[];
  readonly line: number | null;
}

/** Who can reach what from where, and what is asked of them. Throws `UnreadSection`. */
export function whoReaches(facts: ClusterFacts): readonly ReachLine[] {
  return reach(facts).map((one) => ({
    place: one.origin.class === 'local' ? 'socket' : one.origin.network,
    placeClass: one.origin.class,
    tls: one.tls,
    method: one.method,
    decided: one.decision === 'method',
    replication: one.replication,
    roles: one.roles,
    databases: one.databases,
    line: one.rule?.line ?? null,
  }));
}
