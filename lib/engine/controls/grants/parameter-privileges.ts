import { superuserNames } from '../../analysis/superusers.ts';
import type { FindingDraft } from '../../model/finding.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import { defineControl, judged } from '../control.ts';
import { administratorKinds, isDeclaredAs } from '../roles/approved-role.ts';
import { isProviderRole } from '../roles/system-role.ts';
import { isAllowed } from './allowed-by-policy.ts';
import { entriesOf, grantEntries, granteesIn, privilegesIn, revocations } from './grant-entry.ts';

export const parameterPrivileges = defineControl({
  id: 'parameter-privileges',
  title: 'No server parameter delegated beyond administrators',
  area: 'grants',
  scope: 'cluster',
  severity: 'high',
  needs: ['parameter-acls', 'roles'],
  threats: ['escalation-to-superuser', 'audit-tampering', 'escalation-to-operating-system'],
  enforcedWhere: 'grant',
  references: [
    { standard: 'DISA STIG PostgreSQL', id: 'V-233534' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233600' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233607' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233618' },
    { standard: 'PCI DSS 4.0', id: '7.2.2' },
    { standard: 'NIST 800-53', id: 'CM-5' },
    { standard: 'ISO 27001:2022', id: 'A.8.9' },
    { standard: 'SOC 2', id: 'CC6.3' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
    { standard: 'PostgreSQL documentation', id: 'ddl-priv' },
  ],
  rationale:
    'Since 15 a single parameter can be delegated. SET on the logging parameters blinds the audit trail for a session, and ALTER SYSTEM on one that names a command or library runs code as the server.',
  caution: 'Tooling that tunes the server with this role stops working.',
  check(cluster, policy) {
    if (cluster.inventory.server.versionNum < 150000) {
      return { outcome: 'not-applicable', reason: 'Privileges on parameters exist since PostgreSQL 15.' };
    }
    const superusers = superuserNames(cluster);
    const findings = cluster.read('parameter-acls').flatMap((parameter): FindingDraft[] => {
      const on: ObjectRef = { kind: 'parameter', name: parameter.name };
      // Parameters belong to the bootstrap superuser.
      const entries = grantEntries(parameter.acl, 'parameter', cluster.inventory.server.bootstrapRole);
      return granteesIn(entries).flatMap((grantee): FindingDraft[] => {
        if (grantee !== null) {
          if (superusers.has(grantee) || isProviderRole(cluster.inventory.substrate, grantee)) return [];
          if (isDeclaredAs(policy, grantee, administratorKinds)) return [];
        }
        const excess = entriesOf(
          entries,
          grantee,
          (privilege) => grantee === null || !isAllowed(policy, grantee, privilege, on),
        );
        if (excess.length === 0) return [];
        const privileges = privilegesIn(excess);
        return [
          {
            object: grantee === null ? { ...on, public: true } : { ...on, role: grantee },
            title: `${grantee === null ? 'Everybody (PUBLIC)' : `Role ${grantee}`} holds ${privileges.join(', ')} on parameter ${parameter.name}`,
            evidence: { privileges, grantors: excess.map((entry) => entry.grantor) },
            remedy: { changes: revocations(on, excess) },
            ...(privileges.includes('ALTER SYSTEM') ? {} : { severity: 'medium' as const }),
          },
        ];
      });
    });
    return judged(findings);
  },
});
