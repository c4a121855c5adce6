import { parameter, parseBoolean } from '../../analysis/parameter.ts';
import { defineControl, judged } from '../control.ts';
import { setServerWide, settingEvidence, settingObject } from '../parameter-finding.ts';

export const logHostname = defineControl({
  id: 'log-hostname',
  title: 'Client names are not looked up for the log',
  area: 'audit',
  scope: 'cluster',
  severity: 'info',
  needs: ['settings'],
  threats: ['resource-exhaustion', 'audit-tampering'],
  enforcedWhere: 'audit',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '3.1.23' },
    { standard: 'CIS PostgreSQL 17', id: '3.1.23' },
    { standard: 'PCI DSS 4.0', id: '10.2.1' },
    { standard: 'NIST 800-53', id: 'AU-3' },
    { standard: 'ISO 27001:2022', id: 'A.8.15' },
    { standard: 'SOC 2', id: 'CC7.2' },
    { standard: 'HIPAA', id: '164.312(b)' },
  ],
  rationale:
    'Looking up the name of each client makes every connection wait for a name server, and the name that comes back is whatever the owner of the address wants it to be. The address itself is logged in any case.',
  caution: 'Reports that showed names show addresses.',
  check(cluster) {
    const row = parameter(cluster, 'log_hostname');
    if (!row) return { outcome: 'unknown', reason: 'the server did not show log_hostname' };
    if (parseBoolean(row.value) === false) return judged([]);
    return judged([
      {
        object: settingObject('log_hostname'),
        title: 'Each connection waits for a name server, and the log shows the name it answers',
        evidence: settingEvidence(row),
        remedy: setServerWide(row, 'off'),
      },
    ]);
  },
});
