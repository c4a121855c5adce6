import type { DatabaseInventory } from '../../inventory/inventory.ts';
import { inline, limited, table } from './markdown-text.ts';
import { isSystemSchema, type ReportInput, sectionRows } from './report-input.ts';

function rowSecurity(database: DatabaseInventory): string {
  const relations = sectionRows(database.sections.relations);
  if ('unread' in relations) return `${relations.unread}\n`;
  const policies = sectionRows(database.sections.policies);
  const tables = relations.rows.filter(
    (row) => (row.kind === 'table' || row.kind === 'partitioned-table') && !isSystemSchema(row.schema),
  );
  const guarded = tables.filter((row) => row.rowSecurity || row.forceRowSecurity);
  const { shown, note } = limited(guarded, 200);
  const rows = shown.map((row) => [
    inline(`${row.schema}.${row.name}`),
    row.rowSecurity ? 'yes' : 'no',
    row.forceRowSecurity ? 'yes' : 'no',
    'unread' in policies
      ? policies.unread
      : policies.rows
          .filter((policy) => policy.schema === row.schema && policy.relation === row.name)
          .map(
            (policy) =>
              `${inline(policy.name)}: ${policy.permissive ? 'permissive' : 'restrictive'}, ${policy.command}, to ${policy.roles.map((role) => (role === null ? 'PUBLIC' : inline(role))).join(', ')}`,
          )
          .join('<br>') || 'none: nobody but the owner sees a row',
  ]);
  const said = `${guarded.length} of ${tables.length} tables have row security.
`;
  if (guarded.length === 0) return said;
  return `${said}
${table(['Table', 'Enabled', 'Forced', 'Policies'], rows, '')}${note}`;
}

/** Tenancy as stated, and row security as it is. */
export function rowsPart({ inventory, policy }: ReportInput): string {
  const tenancy = policy.tenancy;
  const stated = tenancy
    ? `The policy keeps tenants apart by ${tenancy.model}${tenancy.column ? `, column ${inline(tenancy.column)}` : ''}${tenancy.setting ? `, identity in ${inline(tenancy.setting)}` : ''}.`
    : 'The policy does not say how tenants are kept apart.';
  return [
    `${stated}\n`,
    ...inventory.databases.map((database) => `### ${inline(database.name)}\n\n${rowSecurity(database)}`),
  ].join('\n');
}
