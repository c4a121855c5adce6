import { defineControl, judged } from '../control.ts';
import { administratorKinds, isDeclaredAs } from './approved-role.ts';
import { membershipRemoval } from './membership-removal.ts';
import { indirectMembers, predefinedMembers } from './predefined-members.ts';

const reads = ['pg_authid.rolpassword', 'pg_subscription.subconninfo', 'pg_user_mapping.umoptions'];

export const readAllDataReadsVerifiers = defineControl({
  id: 'read-all-data-reads-verifiers',
  title: 'Nobody reads password verifiers through pg_read_all_data',
  area: 'roles',
  scope: 'cluster',
  severity: 'high',
  needs: ['roles', 'memberships'],
  threats: ['stolen-credentials', 'insider-reads-regulated-data', 'escalation-to-superuser'],
  enforcedWhere: 'role',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '4.9' },
    { standard: 'CIS PostgreSQL 17', id: '4.9' },
    { standard: 'PCI DSS 4.0', id: '8.3.2' },
    { standard: 'NIST 800-53', id: 'IA-5(1)' },
    { standard: 'ISO 27001:2022', id: 'A.5.17' },
    { standard: 'SOC 2', id: 'CC6.3' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
    { standard: 'PostgreSQL documentation', id: 'predefined-roles' },
  ],
  rationale:
    'pg_read_all_data means every relation, the catalogs included: pg_authid with the password verifiers of all roles, user mappings and subscription connection strings. An md5 verifier is enough to log in, a SCRAM verifier enough to guess the password offline.',
  caution:
    'Reports and dumps that relied on it need SELECT on their own schemas instead; a role that dumps whole databases is declared with kind backup.',
  check(cluster, policy) {
    // A backup reads everything, the verifiers too: that is what the kind means.
    const approved = (role: string) => isDeclaredAs(policy, role, [...administratorKinds, 'backup']);
    const members = predefinedMembers(cluster, (role) => role === 'pg_read_all_data');
    const findings = members
      .filter(({ member }) => !approved(member))
      .map(({ member, inherits, maySet, admin }) => ({
        object: { kind: 'membership' as const, name: 'pg_read_all_data', role: member },
        title: `Role ${member} can read every password verifier as a member of pg_read_all_data`,
        evidence: { reads, inherits, maySetRole: maySet, adminOption: admin },
        remedy: membershipRemoval(cluster, member, ['pg_read_all_data']),
      }));
    const indirect = indirectMembers(
      cluster,
      members.filter(({ member }) => approved(member)),
    )
      .filter(({ login }) => !approved(login))
      .map(({ login, through, remedy }) => ({
        object: { kind: 'membership' as const, name: 'pg_read_all_data', role: login },
        title: `Role ${login} can read every password verifier through ${through.join(', ')}, a member of pg_read_all_data`,
        evidence: { reads, through },
        remedy,
      }));
    return judged([...findings, ...indirect]);
  },
});
