import type { FindingDraft } from '../../model/finding.ts';
import type { Grantee } from '../../model/privilege.ts';
import { defineControl, judged } from '../control.ts';
import { isDeclaredAs } from '../roles/approved-role.ts';
import { nameOf, routineKind, routineRef } from './database-object.ts';
import { excessGrants, granteeWords, heldBy } from './excess-grants.ts';
import { grantEntries, revocations } from './grant-entry.ts';
import { dangerous, grave } from './server-function.ts';

/** The two predefined roles that installation lets execute some of these, by major or not: that is what they are for. */
const installedFor: ReadonlySet<string> = new Set(['pg_monitor', 'pg_read_all_stats']);

/** What the scan role, Postern's or another scanner's, is granted by the script Postern shows. */
const bySettingsReaders = ['pg_show_all_file_settings', 'pg_hba_file_rules', 'pg_ident_file_mappings'];

/** What a physical backup is made of where its role is no superuser (documentation 25.3.3; manuals of Barman and pgBackRest). */
const byBackups = [
  'pg_start_backup',
  'pg_stop_backup',
  'pg_backup_start',
  'pg_backup_stop',
  'pg_switch_wal',
  'pg_create_restore_point',
];

export const publicDangerousSystemFunction = defineControl({
  id: 'public-dangerous-system-function',
  title: 'Functions that reach the server are closed to ordinary roles',
  area: 'grants',
  scope: 'database',
  severity: 'critical',
  needs: ['routines', 'roles'],
  threats: ['escalation-to-operating-system', 'escalation-to-superuser', 'exfiltration-from-server'],
  enforcedWhere: 'grant',
  references: [
    { standard: 'PCI DSS 4.0', id: '7.2.2' },
    { standard: 'NIST 800-53', id: 'AC-6(1)' },
    { standard: 'NIST 800-53', id: 'CM-7' },
    { standard: 'ISO 27001:2022', id: 'A.8.3' },
    { standard: 'SOC 2', id: 'CC6.3' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
    { standard: 'PostgreSQL documentation', id: 'functions-admin' },
  ],
  rationale:
    'PostgreSQL installs these functions for superusers and predefined roles only: they read files of the server, change its configuration or stop it. A grant on one is a grant of that, without any role that would show it.',
  caution:
    'Monitoring and backup tools get the predefined role that covers the function (pg_monitor, pg_checkpoint) instead.',
  check(database, policy) {
    const { scanRole } = database.cluster.inventory.server;
    const needs = (role: Grantee, name: string) =>
      role !== null &&
      ((installedFor.has(role) && !grave.has(name)) ||
        (bySettingsReaders.includes(name) &&
          (role === scanRole || isDeclaredAs(policy, role, ['scanner']))) ||
        (byBackups.includes(name) && isDeclaredAs(policy, role, ['backup'])));
    return judged(
      database
        .read('routines')
        .filter((row) => row.schema === 'pg_catalog' || row.extension === 'dblink')
        .flatMap((row): FindingDraft[] => {
          const what = dangerous.get(row.name);
          if (what === undefined) return [];
          const on = routineRef(database.name, row);
          const entries = grantEntries(row.acl, routineKind(row.kind), row.owner);
          return excessGrants(database.cluster, policy, { on, owner: row.owner, entries }, () => true)
            .filter(({ grantee }) => !needs(grantee, row.name))
            .map(({ grantee, entries: own }) => ({
              object: heldBy(on, grantee),
              title: `${granteeWords(grantee)} may execute ${nameOf(on)}, which ${what}`,
              evidence: { owner: row.owner, grantors: own.map((entry) => entry.grantor), does: what },
              remedy: { changes: revocations(on, own) },
              ...(grave.has(row.name) ? {} : { severity: 'medium' as const }),
            }));
        }),
    );
  },
});
