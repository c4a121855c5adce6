import type { Ground } from './access-grounds.ts';
import type { AccessHow, AccessPaths } from './access-path.ts';
import type { RoleGraph } from './role-graph.ts';

/**
 * How a role comes by a privilege, as the `via` of the contract's access lines: the roles on the way as `role NAME`
 * (so that a role called PUBLIC cannot pass for the pseudo-role), then what settles it where that is no plain grant to
 * the last role: `PUBLIC`, `owner`, `superuser`, a predefined role, or the setting `lo_compat_privileges`.
 * The role itself stands there only when the grant is to itself.
 */
export type Via = readonly string[];

/** `way` has both ends; the first is whose access is explained. */
function alongWay(way: readonly string[], ending: string | null): Via {
  const steps = way.slice(1);
  if (steps.length === 0 && ending === null) steps.push(way[0] ?? '');
  const words = steps.map((name) => `role ${name}`);
  return ending === null ? words : [...words, ending];
}

export interface ViaFinder {
  /** The shortest way; among equals the role's own rights come before PUBLIC and that before its groups'. */
  shortest(role: number, grounds: readonly Ground[], how: AccessHow): Via | null;
  /** By this one ground, or `null` where it does not help the role. */
  by(role: number, ground: Ground, how: AccessHow): Via | null;
  /** Every way, one for each ground and superuser that helps, shortest first. */
  all(role: number, grounds: readonly Ground[], how: AccessHow): Via[];
}

export function viaFinder(graph: RoleGraph, paths: AccessPaths): ViaFinder {
  const superusers = graph.names.filter((name) => graph.roles.get(name)?.superuser);

  const viaGround = (role: number, ground: Ground, how: AccessHow): Via | null => {
    if (ground.grantee === null) return ground.by === 'lo_compat_privileges' ? [ground.by] : ['PUBLIC'];
    const way = paths.wayTo(ground.grantee, role, how);
    if (!way) return null;
    if (ground.by === 'predefined')
      return [...way.slice(1, -1).map((name) => `role ${name}`), ground.grantee];
    return alongWay(way, ground.by === 'owner' ? 'owner' : null);
  };

  const viaSuperuser = (role: number, superuser: string): Via | null => {
    const way = graph.path(graph.names[role] ?? '', superuser, 'set');
    return way && alongWay(way, 'superuser');
  };

  const shortest: ViaFinder['shortest'] = (role, grounds, how) => {
    if (graph.roles.get(graph.names[role] ?? '')?.superuser) return ['superuser'];
    let best: Ground | null = null;
    let bestLength = Number.POSITIVE_INFINITY;
    for (const ground of grounds) {
      if (ground.banned) continue;
      const length = ground.grantee === null ? 0.5 : paths.lengthTo(ground.grantee, role, how);
      if (length >= bestLength) continue;
      best = ground;
      bestLength = length;
    }
    if (best) return viaGround(role, best, how);
    if (how === 'inherited') return null;
    const found = superusers.map((superuser) => viaSuperuser(role, superuser)).filter((via) => via !== null);
    return found.sort((one, other) => one.length - other.length)[0] ?? null;
  };

  const all: ViaFinder['all'] = (role, grounds, how) => {
    const found: Via[] = [];
    const itself = graph.roles.get(graph.names[role] ?? '')?.superuser;
    if (itself) found.push(['superuser']);
    for (const ground of grounds) {
      const via = ground.banned ? null : viaGround(role, ground, how);
      if (via) found.push(via);
    }
    if (how === 'set-role' && !itself) {
      for (const superuser of superusers) {
        const via = viaSuperuser(role, superuser);
        if (via) found.push(via);
      }
    }
    const distinct = new Map(found.map((via) => [via.join('\0'), via]));
    return [...distinct.values()].sort((one, other) => one.length - other.length);
  };

  return { shortest, by: viaGround, all };
}
