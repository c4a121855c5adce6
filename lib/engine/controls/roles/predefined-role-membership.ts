import type { FindingDraft } from '../../model/finding.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import type { RoleKind } from '../../policy/policy.ts';
import { defineControl } from '../control.ts';
import { administratorKinds, declaredPurpose, isDeclared, isDeclaredAs } from './approved-role.ts';
import { membershipRemoval } from './membership-removal.ts';
import { predefinedMembers } from './predefined-members.ts';

/** Kinds that need a predefined role, beside administrators. Backup tools read where the files are and how far the archive is. */
const neededBy: ReadonlyMap<string, readonly RoleKind[]> = new Map<string, readonly RoleKind[]>([
  ['pg_read_all_settings', ['scanner', 'backup']],
  ['pg_read_all_stats', ['scanner', 'backup']],
  ['pg_checkpoint', ['backup']],
  ['pg_maintain', ['migration', 'owner']],
]);

/** Reaches into everybody's data or sessions: too much for a role nobody has declared, too. */
const plainlyWide: readonly string[] = [
  'pg_write_all_data',
  'pg_signal_backend',
  'pg_maintain',
  'pg_create_subscription',
];

/** Judged by controls of their own. */
const elsewhere: readonly string[] = [
  'pg_execute_server_program',
  'pg_read_server_files',
  'pg_write_server_files',
  'pg_read_all_data',
  'pg_database_owner',
];

export const predefinedRoleMembership = defineControl({
  id: 'predefined-role-membership',
  title: 'Predefined roles only for kinds of roles that need them',
  area: 'roles',
  scope: 'cluster',
  severity: 'medium',
  needs: ['roles', 'memberships'],
  threats: ['over-privileged-application', 'insider-reads-regulated-data', 'resource-exhaustion'],
  enforcedWhere: 'role',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '4.9' },
    { standard: 'CIS PostgreSQL 17', id: '4.9' },
    { standard: 'PCI DSS 4.0', id: '7.2.2' },
    { standard: 'NIST 800-53', id: 'AC-6' },
    { standard: 'ISO 27001:2022', id: 'A.8.2' },
    { standard: 'SOC 2', id: 'CC6.3' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
    { standard: 'PostgreSQL documentation', id: 'predefined-roles' },
  ],
  rationale:
    'A predefined role is a bundle of rights over the whole cluster: writing every table, ending other sessions, reading every query text. Granted for one task, it stays for all.',
  caution: 'Monitoring or maintenance that runs as this role loses what the bundle gave it.',
  check(cluster, policy) {
    const findings: FindingDraft[] = [];
    const undecided: { object: ObjectRef; reason: string }[] = [];
    for (const { predefined, member, inherits, maySet, admin } of predefinedMembers(
      cluster,
      (role) => !elsewhere.includes(role),
    )) {
      const approved = [...administratorKinds, ...(neededBy.get(predefined) ?? [])];
      const ownScanRole =
        member === cluster.inventory.server.scanRole && neededBy.get(predefined)?.includes('scanner');
      if (ownScanRole || isDeclaredAs(policy, member, approved)) continue;
      const object: ObjectRef = { kind: 'membership', name: predefined, role: member };
      if (!isDeclared(policy, member) && !plainlyWide.includes(predefined)) {
        undecided.push({
          object,
          reason: `The policy does not say what role ${member} is for, so whether it needs ${predefined} is open.`,
        });
        continue;
      }
      findings.push({
        object,
        title: `Role ${member} is a member of ${predefined}, ${declaredPurpose(policy, member)}`,
        evidence: {
          predefinedRole: predefined,
          inherits,
          maySetRole: maySet,
          adminOption: admin,
          approvedKinds: approved,
        },
        remedy: membershipRemoval(cluster, member, [predefined]),
        ...(predefined === 'pg_write_all_data' ? { severity: 'high' as const } : {}),
      });
    }
    return { outcome: 'judged', findings, undecided };
  },
});
