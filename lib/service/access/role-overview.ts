import type { ClusterFacts } from '../../engine/analysis/facts.ts';
import { roleGraph } from '../../engine/analysis/role-graph.ts';
import { crowdWords, type LoginCrowd, loginCrowds } from './login-crowd.ts';
import type { PathEdge, PathGraph, PathNode } from './path-graph.ts';
import { type Direct, directOf, edgeOf, shapeOf } from './role-diagram.ts';

/** How many places the picture has. */
const mostNodes = 60;

export interface RoleMap {
  readonly graph: PathGraph;
  /** Roles that belong to nobody and to whom nobody belongs: they are in the list alone. */
  readonly alone: number;
  /** Roles with memberships that found no place. */
  readonly leftOut: number;
}

/** Column of each role, members left of what they belong to. Memberships have no cycles. */
function layersOf(roles: Iterable<string>, direct: Direct): ReadonlyMap<string, number> {
  const layers = new Map<string, number>();
  const layerOf = (start: string): number => {
    const open = [start];
    for (let role = open.at(-1); role !== undefined; role = open.at(-1)) {
      const members = (direct.members.get(role) ?? []).map((line) => line.member);
      const next = members.find((member) => !layers.has(member));
      if (next !== undefined) {
        open.push(next);
        continue;
      }
      layers.set(
        role,
        members.reduce((most, member) => Math.max(most, (layers.get(member) ?? 0) + 1), 0),
      );
      open.pop();
    }
    return layers.get(start) ?? 0;
  };
  for (const role of roles) layerOf(role);
  return layers;
}

/**
 * All memberships of a cluster as one picture that thousands of roles leave readable: logins that belong to the same roles in
 * the same way are one place with their number. Those with most members come first where not all find a place.
 * Throws `UnreadSection`.
 */
export function roleMap(facts: ClusterFacts, hrefOf: (role: string) => string): RoleMap {
  const { roles } = roleGraph(facts);
  const direct = directOf(facts);
  const members = (role: string) => direct.members.get(role)?.length ?? 0;
  const known = [...roles.keys()];
  const tied = known.filter((role) => members(role) > 0 || direct.parents.has(role));
  const isLeaf = (role: string) =>
    members(role) === 0 && roles.get(role)?.login === true && roles.get(role)?.superuser === false;
  const crowds = loginCrowds(tied, (role) => direct.parents.get(role) ?? [], isLeaf);
  const placeOf = (role: string): string => crowds.get(role)?.id ?? role;
  const places = new Map<string, { readonly weight: number; readonly crowd: LoginCrowd | undefined }>();
  for (const role of tied) {
    const crowd = crowds.get(role);
    places.set(placeOf(role), { weight: crowd ? crowd.logins.length : members(role), crowd });
  }
  const shown = new Set(
    [...places]
      .sort(([, a], [, b]) => b.weight - a.weight)
      .slice(0, mostNodes)
      .map(([place]) => place),
  );
  const layers = layersOf(tied, direct);
  const used = [
    ...new Set([...layers].flatMap(([role, layer]) => (shown.has(placeOf(role)) ? [layer] : []))),
  ];
  used.sort((a, b) => a - b);
  const nodes = new Map<string, PathNode>();
  const edges = new Map<string, PathEdge>();
  let leftOut = 0;
  for (const role of tied) {
    const id = placeOf(role);
    if (!shown.has(id)) {
      leftOut += 1;
      continue;
    }
    const crowd = crowds.get(role);
    const layer = used.indexOf(layers.get(role) ?? 0);
    nodes.set(
      id,
      crowd
        ? { id, label: crowdWords(crowd), layer, shape: 'logins' }
        : { id, label: role, layer, shape: shapeOf(roles.get(role)), href: hrefOf(role) },
    );
    for (const line of direct.parents.get(role) ?? []) {
      const to = placeOf(line.role);
      const key = JSON.stringify([id, to]);
      if (shown.has(to)) edges.set(key, edgeOf({ ...line, member: id, role: to }, edges.get(key)));
    }
  }
  return {
    graph: { nodes: [...nodes.values()], edges: [...edges.values()] },
    alone: known.length - tied.length,
    leftOut,
  };
}
