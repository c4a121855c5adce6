import type { DatabaseFacts } from '../../analysis/facts.ts';
import { columnsWithAcl } from '../../analysis/relation-index.ts';
import type { CatalogAclRow } from '../../inventory/sections/catalog-acls.ts';
import type { FindingDraft } from '../../model/finding.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import { defineControl, judged } from '../control.ts';
import { isDeclaredAs } from '../roles/approved-role.ts';
import { columnRef, isSystemSchema, nameOf } from './database-object.ts';
import { excessGrants, granteeWords, heldBy } from './excess-grants.ts';
import {
  entriesOf,
  type GrantEntry,
  grantEntries,
  grantEntriesIn,
  privilegesIn,
  revocations,
} from './grant-entry.ts';

/** catalog-authid-grants judges these, and more severely. */
const judgedElsewhere = new Set([
  'pg_authid',
  'pg_shadow',
  'pg_user_mapping',
  'pg_subscription',
  'pg_statistic',
  'pg_statistic_ext_data',
  'pg_largeobject',
]);

/** What a scan role, Postern's or another scanner's, is granted by the script Postern shows (semantics of the views: documentation 54.9, 54.10). */
const forTheScan = new Set(['pg_hba_file_rules', 'pg_ident_file_mappings', 'pg_file_settings']);

/** pg_init_privs says nothing of information_schema, which is made after it: its views are for everybody to read, and no more. */
function installedEntries(database: DatabaseFacts, row: CatalogAclRow): readonly GrantEntry[] {
  const initial = grantEntriesIn(database.cluster, { ...row, acl: row.initialAcl, kind: 'table' });
  if (row.schema !== 'information_schema') return initial;
  return [...initial, { grantee: null, grantor: row.owner, privileges: ['SELECT'], grantable: [] }];
}

export const catalogAclTampering = defineControl({
  id: 'catalog-acl-tampering',
  title: 'System catalogs are granted as PostgreSQL installed them',
  area: 'grants',
  scope: 'database',
  severity: 'high',
  needs: ['catalog-acls', 'columns', 'roles'],
  threats: ['escalation-to-superuser', 'insider-reads-regulated-data', 'audit-tampering'],
  enforcedWhere: 'grant',
  references: [
    { standard: 'DISA STIG PostgreSQL', id: 'V-233523' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233546' },
    { standard: 'PCI DSS 4.0', id: '7.2.2' },
    { standard: 'NIST 800-53', id: 'CM-5' },
    { standard: 'ISO 27001:2022', id: 'A.8.3' },
    { standard: 'SOC 2', id: 'CC6.3' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
    { standard: 'PostgreSQL documentation', id: 'catalog-pg-init-privs' },
  ],
  rationale:
    'Installation decides who may look into which catalog, and remembers it in pg_init_privs. A grant beyond that opens statistics, settings or definitions to somebody, and survives every review of the customer’s own objects.',
  caution: 'Monitoring that relies on the grant needs one of the predefined roles instead.',
  check(database, policy) {
    const { scanRole } = database.cluster.inventory.server;
    const scans = (role: string) => role === scanRole || isDeclaredAs(policy, role, ['scanner']);
    const bootstrap = database.cluster.inventory.server.bootstrapRole;
    const findings = (
      object: { readonly on: ObjectRef; readonly owner: string; readonly entries: readonly GrantEntry[] },
      initial: readonly GrantEntry[],
    ) =>
      excessGrants(database.cluster, policy, object, () => true).flatMap(
        ({ grantee, entries }): FindingDraft[] => {
          const { on } = object;
          if (grantee !== null && scans(grantee) && forTheScan.has(on.name ?? '')) return [];
          const installed = new Set(privilegesIn(entriesOf(initial, grantee)));
          const added = entries.flatMap((entry) => entriesOf([entry], grantee, (one) => !installed.has(one)));
          if (added.length === 0) return [];
          return [
            {
              object: heldBy(on, grantee),
              title: `${granteeWords(grantee)} holds ${privilegesIn(added).join(', ')} on ${nameOf(on)}, which installation did not grant`,
              evidence: {
                privileges: privilegesIn(added),
                grantors: added.map((entry) => entry.grantor),
                installed: [...installed].sort(),
              },
              remedy: { changes: revocations(on, added) },
            },
          ];
        },
      );
    const ofRelations = database
      .read('catalog-acls')
      .filter((row) => !judgedElsewhere.has(row.name))
      .flatMap((row) =>
        findings(
          {
            on: { kind: 'table', database: database.name, schema: row.schema, name: row.name },
            owner: row.owner,
            entries: grantEntriesIn(database.cluster, { ...row, kind: 'table' }),
          },
          installedEntries(database, row),
        ),
      );
    // Installation grants single columns on pg_subscription alone; beside them no column has a list of its own.
    const ofColumns = columnsWithAcl(database)
      .filter((row) => isSystemSchema(row.schema) && !judgedElsewhere.has(row.relation))
      .flatMap((row) =>
        findings(
          {
            on: columnRef(database.name, row),
            owner: bootstrap,
            entries: grantEntries(row.acl, 'column', bootstrap),
          },
          [],
        ),
      );
    return judged([...ofRelations, ...ofColumns]);
  },
});
