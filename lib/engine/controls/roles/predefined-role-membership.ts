import type { Remedy } from '../../model/change.ts';
import type { Evidence, FindingDraft } from '../../model/finding.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import type { RoleKind } from '../../policy/policy.ts';
import { defineControl } from '../control.ts';
import { administratorKinds, declaredPurpose, isDeclared, isDeclaredAs } from './approved-role.ts';
import { membershipRemoval } from './membership-removal.ts';
import { indirectMembers, predefinedMembers } from './predefined-members.ts';

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

const approvedFor = (predefined: string): readonly RoleKind[] => [
  ...administratorKinds,
  ...(neededBy.get(predefined) ?? []),
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
    const needs = (role: string, predefined: string) =>
      (role === cluster.inventory.server.scanRole && neededBy.get(predefined)?.includes('scanner')) ||
      isDeclaredAs(policy, role, approvedFor(predefined));
    const judge = (predefined: string, role: string, words: string, evidence: Evidence, remedy: Remedy) => {
      const object: ObjectRef = { kind: 'membership', name: predefined, role };
      if (!isDeclared(policy, role) && !plainlyWide.includes(predefined)) {
        undecided.push({
          object,
          reason: `The policy does not say what role ${role} is for, so whether it needs ${predefined} is open.`,
        });
        return;
      }
      findings.push({
        object,
        title: `Role ${role} ${words} ${predefined}, ${declaredPurpose(policy, role)}`,
        evidence: { predefinedRole: predefined, ...evidence, approvedKinds: approvedFor(predefined) },
        remedy,
        ...(predefined === 'pg_write_all_data' ? { severity: 'high' as const } : {}),
      });
    };
    const members = predefinedMembers(cluster, (role) => !elsewhere.includes(role));
    const approved = members.filter(({ predefined, member }) => needs(member, predefined));
    for (const one of members) {
      if (approved.includes(one)) continue;
      const { predefined, member, inherits, maySet, admin } = one;
      judge(
        predefined,
        member,
        'is a member of',
        { inherits, maySetRole: maySet, adminOption: admin },
        membershipRemoval(cluster, member, [predefined]),
      );
    }
    for (const { predefined, login, through, remedy } of indirectMembers(cluster, approved)) {
      if (needs(login, predefined)) continue;
      judge(predefined, login, `has through ${through.join(', ')} what comes with`, { through }, remedy);
    }
    return { outcome: 'judged', findings, undecided };
  },
});
