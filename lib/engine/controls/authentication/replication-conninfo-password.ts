import { secretKeywords } from '../../inventory/redact-conninfo.ts';
import { defineControl, judged } from '../control.ts';
import { settingObject } from '../parameter-finding.ts';
import { judgeStandbyConnection } from '../standby-connection.ts';

export const replicationConninfoPassword = defineControl({
  id: 'replication-conninfo-password',
  title: 'A standby keeps its password out of its settings',
  area: 'authentication',
  scope: 'cluster',
  severity: 'medium',
  needs: ['protected-settings'],
  threats: ['stolen-credentials', 'unrotated-secrets', 'backup-theft'],
  enforcedWhere: 'engine',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '7.5' },
    { standard: 'CIS PostgreSQL 17', id: '7.5' },
    { standard: 'PCI DSS 4.0', id: '8.6.2' },
    { standard: 'NIST 800-53', id: 'IA-5(7)' },
    { standard: 'ISO 27001:2022', id: 'A.5.17' },
    { standard: 'SOC 2', id: 'CC6.1' },
    { standard: 'HIPAA', id: '164.312(d)' },
    { standard: 'GDPR', id: 'Art. 32' },
  ],
  rationale:
    'A password inside primary_conninfo stands in the configuration file, in every backup of it, and before every role that may read all settings.',
  caution:
    'The password file must be readable by the server account and by nobody else, or libpq ignores it.',
  check(cluster) {
    return judgeStandbyConnection(cluster, (pairs) => {
      const secrets = secretKeywords.filter((key) => pairs.has(key));
      if (secrets.length === 0) return judged([]);
      return judged([
        {
          object: settingObject('primary_conninfo'),
          title: secrets.includes('password')
            ? 'The password of replication stands in primary_conninfo in clear text'
            : `A secret of replication (${secrets.join(', ')}) stands in primary_conninfo in clear text`,
          evidence: { passwordInSetting: true, keywords: secrets },
          remedy: {
            manual:
              'Move the password into a password file of the server account (passfile=…, mode 0600) or use a client certificate; take it out of primary_conninfo, reload, and change it.',
          },
        },
      ]);
    });
  },
});
