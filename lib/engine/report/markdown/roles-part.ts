import { parseAcl } from '../../analysis/acl.ts';
import type { DatabaseInventory } from '../../inventory/inventory.ts';
import type { RoleRow } from '../../inventory/sections/roles.ts';
import { compareText } from '../../model/compare-text.ts';
import { inline, limited, table } from './markdown-text.ts';
import { isSystemSchema, type ReportInput, sectionRows } from './report-input.ts';

function attributes(role: RoleRow): string {
  const flags: readonly (readonly [string, boolean])[] = [
    ['SUPERUSER', role.superuser],
    ['CREATEROLE', role.createRole],
    ['CREATEDB', role.createDatabase],
    ['REPLICATION', role.replication],
    ['BYPASSRLS', role.bypassRls],
    ['NOINHERIT', !role.inherit],
  ];
  return (
    flags
      .filter(([, set]) => set)
      .map(([flag]) => flag)
      .join(' ') || 'none'
  );
}

function roleTable({ inventory, policy }: ReportInput): string {
  const roles = sectionRows(inventory.cluster.roles);
  if ('unread' in roles) return `${roles.unread}\n`;
  const members = sectionRows(inventory.cluster.memberships);
  const kinds = new Map((policy.roles ?? []).map((role) => [role.role, role.kind]));
  const own = roles.rows.filter((role) => !role.name.startsWith('pg_'));
  const { shown, note } = limited(own, 300);
  const rows = shown.map((role) => [
    inline(role.name),
    kinds.get(role.name) ?? 'not stated',
    role.login ? 'yes' : 'no',
    attributes(role),
    'unread' in members
      ? members.unread
      : members.rows
          .filter((row) => row.member === role.name)
          .map((row) => inline(row.role) + (row.adminOption ? ' (ADMIN)' : ''))
          .filter((text, index, all) => all.indexOf(text) === index)
          .join(', ') || 'none',
  ]);
  return `${table(['Role', 'Kind in the policy', 'Login', 'Attributes', 'Member of'], rows, 'There are no roles of your own.')}${note}`;
}

interface GrantCount {
  readonly grantee: string;
  readonly schema: string;
  readonly kind: string;
  readonly privileges: string;
  count: number;
}

/** Relation grants to others than the owner, gathered: who may do what on how many relations of a schema. */
function grants(database: DatabaseInventory): string {
  const relations = sectionRows(database.sections.relations);
  if ('unread' in relations) return `${relations.unread}\n`;
  const counts = new Map<string, GrantCount>();
  for (const relation of relations.rows) {
    if (isSystemSchema(relation.schema)) continue;
    for (const item of parseAcl(relation.acl)) {
      if (item.grantee === relation.owner) continue;
      const grantee =
        item.grantee === null
          ? '**PUBLIC**'
          : typeof item.grantee === 'string'
            ? inline(item.grantee)
            : `dropped role ${item.grantee.droppedOid}`;
      const privileges = item.privileges
        .map((privilege) => (item.grantable.includes(privilege) ? `${privilege}\\*` : privilege))
        .join(', ');
      const key = JSON.stringify([grantee, relation.schema, relation.kind, privileges]);
      const known = counts.get(key);
      if (known) known.count += 1;
      else counts.set(key, { grantee, schema: relation.schema, kind: relation.kind, privileges, count: 1 });
    }
  }
  const sorted = [...counts.values()].sort(
    (a, b) =>
      compareText(a.grantee, b.grantee) ||
      compareText(a.schema, b.schema) ||
      compareText(a.kind, b.kind) ||
      compareText(a.privileges, b.privileges),
  );
  const { shown, note } = limited(sorted, 200);
  const rows = shown.map((entry) => [
    entry.grantee,
    inline(entry.schema),
    entry.kind,
    entry.privileges,
    String(entry.count),
  ]);
  return `${table(['Grantee', 'Schema', 'Kind', 'Privileges (\\* may grant on)', 'Relations'], rows, 'Nobody but the owners has a privilege on a relation.')}${note}`;
}

/** Who exists, what for, and what they were given. */
export function rolesPart(input: ReportInput): string {
  const databases = input.inventory.databases.map(
    (database) => `### Grants in ${inline(database.name)}\n\n${grants(database)}`,
  );
  return [roleTable(input), ...databases].join('\n');
}
