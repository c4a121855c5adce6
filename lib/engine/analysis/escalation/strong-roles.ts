import type { ClusterFacts } from '../facts.ts';
import { roleGraph } from '../role-graph.ts';
import { hasBit } from '../role-graph-closure.ts';
import type { Power } from './power.ts';

/**
 * Roles worth waiting for: superusers, roles with an attribute that reaches further than their privileges, and roles
 * that reach the operating system by themselves. By name; superusers first, then sorted.
 */
export function strongRoles(facts: ClusterFacts, powers: readonly Power[]): ReadonlySet<string> {
  const graph = roleGraph(facts);
  const outside = powers.filter((one) => one.to === 'operating-system' && one.waitsFor === null);
  const isStrong = (name: string, at: number) => {
    const row = graph.roles.get(name);
    if (row === undefined || name.startsWith('pg_')) return false;
    if (row.superuser || row.createRole || row.replication || row.bypassRls) return true;
    return outside.some(({ members }) => hasBit(members, at));
  };
  const strong = graph.names.filter(isStrong);
  const isSuperuser = (name: string) => graph.roles.get(name)?.superuser === true;
  return new Set([...strong.filter(isSuperuser), ...strong.filter((name) => !isSuperuser(name))]);
}

/** What somebody gains whose code this role runs. */
export function gainOf(facts: ClusterFacts, role: string): 'superuser' | 'role' {
  return roleGraph(facts).roles.get(role)?.superuser ? 'superuser' : 'role';
}
