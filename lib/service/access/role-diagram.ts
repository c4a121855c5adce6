import type { ClusterFacts } from '../../engine/analysis/facts.ts';
import { roleGraph } from '../../engine/analysis/role-graph.ts';
import type { RoleRow } from '../../engine/inventory/sections/roles.ts';
import { mentions, type Page, pageOf } from '../snapshot/page-of.ts';
import { crowdWords, loginCrowds } from './login-crowd.ts';
import type { PathEdge, PathGraph, PathNode } from './path-graph.ts';

export const roleGroups = ['all', 'superuser', 'login', 'group', 'predefined'] as const;

export type RoleGroup = (typeof roleGroups)[number];

export interface RoleOverview {
  readonly name: string;
  readonly group: Exclude<RoleGroup, 'all'>;
  /** Attributes in SQL's words, the ordinary ones left out. */
  readonly attributes: readonly string[];
  /** Roles it is a member of, directly; and its direct members. */
  readonly parents: number;
  readonly members: number;
}

export interface MembershipLine {
  readonly role: string;
  readonly member: string;
  readonly grantor: string;
  readonly inherit: boolean;
  readonly set: boolean;
  readonly admin: boolean;
}

export interface RoleNeighbourhood {
  readonly role: RoleOverview;
  readonly validUntil: string | null;
  readonly expired: boolean;
  readonly connectionLimit: number;
  readonly comment: string | null;
  readonly graph: PathGraph;
  /** Memberships of the picture, the first of them. */
  readonly lines: readonly MembershipLine[];
  /** Memberships that the list does not hold. */
  readonly leftOut: number;
  /** Everything it inherits from and may SET ROLE to, near and far, without itself. */
  readonly inherits: readonly string[];
  readonly settable: readonly string[];
}

const pageSize = 50;

export function groupOf(row: RoleRow): RoleOverview['group'] {
  if (row.superuser) return 'superuser';
  if (row.name.startsWith('pg_')) return 'predefined';
  return row.login ? 'login' : 'group';
}

function attributesOf(row: RoleRow): readonly string[] {
  return [
    row.superuser ? 'SUPERUSER' : null,
    row.bypassRls ? 'BYPASSRLS' : null,
    row.createRole ? 'CREATEROLE' : null,
    row.createDatabase ? 'CREATEDB' : null,
    row.replication ? 'REPLICATION' : null,
    row.login ? 'LOGIN' : null,
    row.inherit ? null : 'NOINHERIT',
  ].filter((word) => word !== null);
}

/** Memberships by member and by role. */
export interface Direct {
  readonly parents: ReadonlyMap<string, readonly MembershipLine[]>;
  readonly members: ReadonlyMap<string, readonly MembershipLine[]>;
}

export function directOf(facts: ClusterFacts): Direct {
  const lines = facts.read('memberships').map(
    (row): MembershipLine => ({
      role: row.role,
      member: row.member,
      grantor: row.grantor,
      inherit: row.inheritOption,
      set: row.setOption,
      admin: row.adminOption,
    }),
  );
  return {
    parents: Map.groupBy(lines, (line) => line.member),
    members: Map.groupBy(lines, (line) => line.role),
  };
}

const distinct = (lines: readonly MembershipLine[] | undefined, end: 'role' | 'member') =>
  new Set((lines ?? []).map((line) => line[end])).size;

function overview(row: RoleRow, direct: Direct): RoleOverview {
  return {
    name: row.name,
    group: groupOf(row),
    attributes: attributesOf(row),
    parents: distinct(direct.parents.get(row.name), 'role'),
    members: distinct(direct.members.get(row.name), 'member'),
  };
}

/** Roles by group and text, and how many each group has. Throws `UnreadSection`. */
export function listRoles(
  facts: ClusterFacts,
  query: { readonly q: string; readonly group: RoleGroup; readonly page: number },
): { readonly page: Page<RoleOverview>; readonly counts: Readonly<Record<RoleGroup, number>> } {
  const direct = directOf(facts);
  const found = facts.read('roles').filter((row) => mentions(query.q, row.name, row.comment));
  const counted = Map.groupBy(found, groupOf);
  const count = (group: RoleOverview['group']) => counted.get(group)?.length ?? 0;
  const order = (row: RoleRow) => roleGroups.indexOf(groupOf(row));
  const wanted = found
    .filter((row) => query.group === 'all' || groupOf(row) === query.group)
    .toSorted((a, b) => order(a) - order(b) || (a.name < b.name ? -1 : 1));
  const { rows, ...page } = pageOf(wanted, query.page, pageSize);
  return {
    page: { ...page, rows: rows.map((row) => overview(row, direct)) },
    counts: {
      all: found.length,
      superuser: count('superuser'),
      login: count('login'),
      group: count('group'),
      predefined: count('predefined'),
    },
  };
}

export const shapeOf = (row: RoleRow | undefined): PathNode['shape'] =>
  row?.superuser ? 'superuser' : row?.login ? 'login' : 'group';

/** A membership as a line of the picture, joined with what another grantor gave. */
export function edgeOf(
  { role, member, inherit, set, admin }: MembershipLine,
  known: PathEdge | undefined,
): PathEdge {
  const words = [inherit ? null : set ? 'SET only' : 'no rights', admin ? 'ADMIN' : null];
  return {
    from: member,
    to: role,
    label: words.filter((word) => word !== null).join(', '),
    dashed: !inherit && (known?.dashed ?? true),
  };
}

/** How many memberships the list beside the picture holds. */
const mostLines = 200;

/** How many roles a column of the picture holds; the others are counted. */
const tallest = 14;

/** One role, what it is a member of and who is a member of it, two steps each way. Null: there is no such role. */
export function roleNeighbourhood(
  facts: ClusterFacts,
  name: string,
  hrefOf: (role: string) => string,
): RoleNeighbourhood | null {
  const graph = roleGraph(facts);
  const row = graph.roles.get(name);
  if (!row) return null;
  const direct = directOf(facts);
  const layers = new Map([[name, 0]]);
  const lines = new Map<string, MembershipLine>();
  let leftOut = 0;
  const isLeaf = (role: string) =>
    !direct.members.has(role) && graph.roles.get(role)?.login === true && !graph.roles.get(role)?.superuser;
  const members = (direct.members.get(name) ?? []).map((line) => line.member);
  const crowds = loginCrowds([...new Set(members)], (role) => direct.parents.get(role) ?? [], isLeaf);
  const placeOf = (role: string) => crowds.get(role)?.id ?? role;
  const spread = (from: readonly string[], way: 1 | -1, depth: number) => {
    const near = way === 1 ? direct.parents : direct.members;
    const next: string[] = [];
    for (const line of from.flatMap((role) => near.get(role) ?? [])) {
      const other = placeOf(way === 1 ? line.role : line.member);
      if (!layers.has(other)) {
        if (next.length >= tallest) {
          leftOut += 1;
          continue;
        }
        layers.set(other, way * depth);
        next.push(other);
      }
      lines.set(JSON.stringify([line.role, line.member, line.grantor]), line);
    }
    if (depth < 2 && next.length > 0) spread(next, way, depth + 1);
  };
  spread([name], 1, 1);
  spread([name], -1, 1);
  const first = Math.min(...layers.values());
  const byPlace = new Map([...crowds.values()].map((crowd) => [crowd.id, crowd]));
  const nodes = [...layers].map(([id, at]): PathNode => {
    const layer = at - first;
    const crowd = byPlace.get(id);
    if (crowd) return { id, label: crowdWords(crowd), layer, shape: 'logins' };
    const shape = shapeOf(graph.roles.get(id));
    return { id, label: id, layer, shape, href: hrefOf(id), focus: id === name };
  });
  const edges = new Map<string, PathEdge>();
  for (const line of lines.values()) {
    const placed = { ...line, member: placeOf(line.member), role: placeOf(line.role) };
    const key = JSON.stringify([placed.member, placed.role]);
    edges.set(key, edgeOf(placed, edges.get(key)));
  }
  const without = (roles: ReadonlySet<string>) => [...roles].filter((role) => role !== name).sort();
  return {
    role: overview(row, direct),
    validUntil: row.validUntil,
    expired: row.expired,
    connectionLimit: row.connectionLimit,
    comment: row.comment,
    graph: { nodes, edges: [...edges.values()] },
    lines: [...lines.values()].slice(0, mostLines),
    leftOut: leftOut + Math.max(0, lines.size - mostLines),
    inherits: without(graph.inherits(name)),
    settable: without(graph.settable(name)),
  };
}
