import { defineControl, judged } from '../control.ts';
import { administratorKinds } from './approved-role.ts';
import { attributeFindings } from './attribute-findings.ts';

export const replicationAttribute = defineControl({
  id: 'replication-attribute',
  title: 'REPLICATION only for replication and backup roles',
  area: 'roles',
  scope: 'cluster',
  severity: 'high',
  needs: ['roles', 'memberships'],
  threats: ['exfiltration-from-server', 'backup-theft', 'over-privileged-application'],
  enforcedWhere: 'role',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '7.1' },
    { standard: 'CIS PostgreSQL 17', id: '7.1' },
    { standard: 'PCI DSS 4.0', id: '7.2.5' },
    { standard: 'NIST 800-53', id: 'AC-6' },
    { standard: 'ISO 27001:2022', id: 'A.8.2' },
    { standard: 'SOC 2', id: 'CC6.3' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
    { standard: 'PostgreSQL documentation', id: 'role-attributes' },
  ],
  rationale:
    'A role with this attribute streams the whole cluster, password verifiers included, past every grant and every row policy. A slot it leaves behind keeps write-ahead log until the disk is full.',
  caution:
    'Standbys and base backups that connect as this role stop; declare them as kind replication or backup.',
  check: (cluster, policy) =>
    judged(
      attributeFindings(cluster, policy, {
        keyword: 'REPLICATION',
        held: (role) => role.replication,
        without: { replication: false },
        kinds: [...administratorKinds, 'replication', 'backup'],
      }),
    ),
});
