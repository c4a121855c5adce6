import type { FindingDraft } from '../../model/finding.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import { defineControl, judged } from '../control.ts';
import { isDeclaredAs } from '../roles/approved-role.ts';
import { excessGrants, granteeWords, heldBy } from './excess-grants.ts';
import { entriesOf, grantEntriesIn, privilegesIn, revocations } from './grant-entry.ts';

/** catalog-authid-grants judges these, and more severely. */
const judgedElsewhere = new Set([
  'pg_authid',
  'pg_shadow',
  'pg_user_mapping',
  'pg_statistic',
  'pg_statistic_ext_data',
  'pg_largeobject',
]);

/** What a scan role, Postern's or another scanner's, is granted by the script Postern shows (semantics of the views: documentation 54.9, 54.10). */
const forTheScan = new Set(['pg_hba_file_rules', 'pg_ident_file_mappings', 'pg_file_settings']);

export const catalogAclTampering = defineControl({
  id: 'catalog-acl-tampering',
  title: 'System catalogs are granted as PostgreSQL installed them',
  area: 'grants',
  scope: 'database',
  severity: 'high',
  needs: ['catalog-acls', 'roles'],
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
    return judged(
      database
        .read('catalog-acls')
        .filter((row) => row.schema === 'pg_catalog' && !judgedElsewhere.has(row.name))
        .flatMap((row): FindingDraft[] => {
          const on: ObjectRef = {
            kind: 'table',
            database: database.name,
            schema: row.schema,
            name: row.name,
          };
          const initial = grantEntriesIn(database.cluster, { ...row, acl: row.initialAcl, kind: 'table' });
          const object = {
            on,
            owner: row.owner,
            entries: grantEntriesIn(database.cluster, { ...row, kind: 'table' }),
          };
          return excessGrants(database.cluster, policy, object, () => true).flatMap(
            ({ grantee, entries }): FindingDraft[] => {
              if (grantee !== null && scans(grantee) && forTheScan.has(row.name)) return [];
              const installed = new Set(privilegesIn(entriesOf(initial, grantee)));
              const added = entries.flatMap((entry) =>
                entriesOf([entry], grantee, (one) => !installed.has(one)),
              );
              if (added.length === 0) return [];
              return [
                {
                  object: heldBy(on, grantee),
                  title: `${granteeWords(grantee)} holds ${privilegesIn(added).join(', ')} on ${row.schema}.${row.name}, which installation did not grant`,
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
        }),
    );
  },
});
