import type { ClusterFacts } from '../../engine/analysis/facts.ts';
import { reach } from '../../engine/analysis/reach.ts';

/** Attempts the rules treat alike and let past them. */
export interface ReachLine {
  readonly place: string;
  readonly placeClass: 'local' | 'loopback' | 'network';
  readonly encryption: 'socket' | 'TLS' | 'none' | 'TLS or none';
  readonly method: string | null;
  readonly decided: boolean;
  readonly replication: boolean;
  readonly roles: readonly string[];
  readonly databases: readonly string[];
  readonly line: number | null;
}

/** Who can reach what from where, and what is asked of them. Throws `UnreadSection`. */
export function whoReaches(facts: ClusterFacts): readonly ReachLine[] {
  const lines = reach(facts).map((one) => ({
    place: one.origin.class === 'local' ? 'socket' : one.origin.network,
    placeClass: one.origin.class,
    encryption: one.tls === null ? ('socket' as const) : one.tls ? ('TLS' as const) : ('none' as const),
    method: one.method,
    decided: one.decision === 'method',
    replication: one.replication,
    roles: one.roles,
    databases: one.databases,
    line: one.rule?.line ?? null,
  }));
  const alike = Map.groupBy(lines, ({ encryption: _, ...rest }) => JSON.stringify(rest));
  return [...alike.values()].flatMap(([first, other]) =>
    first ? [other ? { ...first, encryption: 'TLS or none' as const } : first] : [],
  );
}
