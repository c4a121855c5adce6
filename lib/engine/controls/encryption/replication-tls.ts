import { defineControl, judged } from '../control.ts';
import { settingObject } from '../parameter-finding.ts';
import { judgeStandbyConnection } from '../standby-connection.ts';

const verifying = new Set(['verify-ca', 'verify-full']);

export const replicationTls = defineControl({
  id: 'replication-tls',
  title: 'A standby verifies the primary it follows',
  area: 'encryption',
  scope: 'cluster',
  severity: 'high',
  needs: ['protected-settings'],
  threats: ['eavesdropping', 'server-impersonation'],
  enforcedWhere: 'tls',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '7.5' },
    { standard: 'CIS PostgreSQL 17', id: '7.5' },
    { standard: 'PCI DSS 4.0', id: '4.2.1' },
    { standard: 'NIST 800-53', id: 'SC-8' },
    { standard: 'ISO 27001:2022', id: 'A.8.24' },
    { standard: 'SOC 2', id: 'CC6.7' },
    { standard: 'HIPAA', id: '164.312(e)(1)' },
    { standard: 'GDPR', id: 'Art. 32' },
  ],
  rationale:
    'The stream of a standby carries every change of every table. With an sslmode below verify-ca it is encrypted to anybody who answers, or not at all, and a false primary feeds the standby what it likes.',
  caution: 'The standby needs the root certificate of the primary before it can verify it.',
  check(cluster) {
    return judgeStandbyConnection(cluster, (pairs) => {
      // Without the keyword libpq prefers TLS and does without it (documentation 34.1.2).
      if (!pairs.has('sslmode') && pairs.has('service'))
        return {
          outcome: 'unknown',
          reason: `primary_conninfo leaves sslmode to the service ${pairs.get('service')} of pg_service.conf, a file of the standby`,
        };
      const mode = pairs.get('sslmode') ?? 'prefer';
      if (verifying.has(mode)) return judged([]);
      return judged([
        {
          object: settingObject('primary_conninfo'),
          title: `The standby follows its primary with sslmode=${mode}, which verifies nobody`,
          evidence: { sslmode: mode, stated: pairs.has('sslmode') },
          ...(mode === 'require' ? { severity: 'medium' as const } : {}),
          remedy: {
            manual:
              'Put the root certificate beside the standby, set sslmode=verify-full and sslrootcert in primary_conninfo, and reload.',
          },
        },
      ]);
    });
  },
});
