import { defineControl, judged } from '../control.ts';
import { administratorKinds, isDeclaredAs } from './approved-role.ts';
import { membershipRemoval } from './membership-removal.ts';
import { indirectMembers, predefinedMembers } from './predefined-members.ts';

const what: ReadonlyMap<string, string> = new Map([
  ['pg_execute_server_program', 'run programs on the database host'],
  ['pg_write_server_files', 'write files on the database host'],
  ['pg_read_server_files', 'read files on the database host'],
]);

export const serverProgramRoleMembership = defineControl({
  id: 'server-program-role-membership',
  title: 'No member of the roles that reach the operating system',
  area: 'roles',
  scope: 'cluster',
  severity: 'critical',
  needs: ['roles', 'memberships'],
  threats: ['escalation-to-operating-system', 'escalation-to-superuser', 'exfiltration-from-server'],
  enforcedWhere: 'role',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '4.9' },
    { standard: 'CIS PostgreSQL 17', id: '4.9' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233593' },
    { standard: 'PCI DSS 4.0', id: '7.2.2' },
    { standard: 'NIST 800-53', id: 'AC-6(1)' },
    { standard: 'ISO 27001:2022', id: 'A.8.18' },
    { standard: 'SOC 2', id: 'CC6.3' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
    { standard: 'PostgreSQL documentation', id: 'predefined-roles' },
  ],
  rationale:
    'COPY … PROGRAM runs a shell as the account that owns the data directory, and writing a file there amounts to the same: who may do either is a superuser in all but name. Reading server files reads the data directory itself.',
  caution: 'Loads and exports that go through files on the server must move to the client (\\copy).',
  check(cluster, policy) {
    const approved = (role: string) => isDeclaredAs(policy, role, administratorKinds);
    const members = predefinedMembers(cluster, (role) => what.has(role));
    const findings = members
      .filter(({ member }) => !approved(member))
      .map(({ predefined, member, inherits, maySet, admin }) => ({
        object: { kind: 'membership' as const, name: predefined, role: member },
        title: `Role ${member} may ${what.get(predefined)} as a member of ${predefined}`,
        evidence: { predefinedRole: predefined, inherits, maySetRole: maySet, adminOption: admin },
        remedy: membershipRemoval(cluster, member, [predefined]),
      }));
    const indirect = indirectMembers(
      cluster,
      members.filter(({ member }) => approved(member)),
    )
      .filter(({ login }) => !approved(login))
      .map(({ predefined, login, through, remedy }) => ({
        object: { kind: 'membership' as const, name: predefined, role: login },
        title: `Role ${login} may ${what.get(predefined)} through ${through.join(', ')}, a member of ${predefined}`,
        evidence: { predefinedRole: predefined, through },
        remedy,
      }));
    return judged([...findings, ...indirect]);
  },
});
