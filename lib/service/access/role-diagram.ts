import type { ClusterFacts } from '../../engine/analysis/facts.ts';
import { roleGraph } from '../../engine/analysis/role-graph.ts';
import type { RoleRow } from '../../engine/inventory/sections/roles.ts';
import { mentions, type Page, pageOf } from '../snapshot/page-of.ts';
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
  /** Memberships of the picture. */
  readonly lines: readonly MembershipLine[];
  /** Memberships that found no place in it. */
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

interface Direct {
  readonly parents: ReadonlyMap<string, readonly MembershipLine[]>;
  readonly members: ReadonlyMap<string, readonly MembershipLine[]>;
}

function directOf(facts: ClusterFacts): Direct {
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
  const spread = (from: readonly string[], way: 1 | -1, depth: number) => {
    const near = way === 1 ? direct.parents : direct.members;
    const next: string[] = [];
    for (const line of from.flatMap((role) => near.get(role) ?? [])) {
      const other = way === 1 ? line.role : line.member;
      if (!layers.has(other)) {
        if (next.length >= tallest) {
          leftOut += 1;
          continue;
        }
        layers.set(other, way * depth);
        next.push(other);
      }
      lines.set(`${line.role}\0${line.member}\0${line.grantor}`, line);
    }
    if (depth < 2 && next.length > 0) spread(next, way, depth + 1);
  };
  spread([name], 1, 1);
  spread([name], -1, 1);
  const first = Math.min(...layers.values());
  const nodes = [...layers].map(([role, layer]): PathNode => {
    const own = graph.roles.get(role);
    const shape = own?.superuser ? 'superuser' : own?.login ? 'login' : 'group';
    return { id: role, label: role, layer: layer - first, shape, href: hrefOf(role), focus: role === name };
  });
  const edges = new Map<string, PathEdge>();
  for (const { role, member, inherit, set, admin } of lines.values()) {
    const words = [inherit ? null : set ? 'SET only' : 'no rights', admin ? 'ADMIN' : null];
    const known = edges.get(`${member}\0${role}`);
    edges.set(`${member}\0${role}`, {
      from: member,
      to: role,
      label: words.filter((word) => word !== null).join(', '),
      dashed: !inherit && (known?.dashed ?? true),
    });
  }
  const without = (roles: ReadonlySet<string>) => [...roles].filter((role) => role !== name).sort();
  return {
    role: overview(row, direct),
    validUntil: row.validUntil,
    expired: row.expired,
    connectionLimit: row.connectionLimit,
    comment: row.comment,
    graph: { nodes, edges: [...edges.values()] },
    lines: [...lines.values()],
    leftOut,
    inherits: without(graph.inherits(name)),
    settable: without(graph.settable(name)),
  };
}
