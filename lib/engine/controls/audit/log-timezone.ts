import { parameter } from '../../analysis/parameter.ts';
import { defineControl, judged } from '../control.ts';
import { setServerWide, settingEvidence, settingObject } from '../parameter-finding.ts';

/** Names of the one zone without offset or summer time in the time zone database. */
const utc = new Set([
  'utc',
  'gmt',
  'etc/utc',
  'etc/gmt',
  'etc/universal',
  'etc/zulu',
  'universal',
  'zulu',
  'uct',
  'etc/uct',
  'gmt0',
  'gmt+0',
  'gmt-0',
  'greenwich',
  'etc/gmt0',
  'etc/gmt+0',
  'etc/gmt-0',
  'etc/greenwich',
]);

export const logTimezone = defineControl({
  id: 'log-timezone',
  title: 'Log times are in UTC',
  area: 'audit',
  scope: 'cluster',
  severity: 'low',
  needs: ['settings'],
  threats: ['undetected-misuse'],
  enforcedWhere: 'audit',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '3.1.26' },
    { standard: 'CIS PostgreSQL 17', id: '3.1.26' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233532' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233581' },
    { standard: 'PCI DSS 4.0', id: '10.2.1' },
    { standard: 'NIST 800-53', id: 'AU-8' },
    { standard: 'ISO 27001:2022', id: 'A.8.17' },
    { standard: 'SOC 2', id: 'CC7.2' },
    { standard: 'HIPAA', id: '164.312(b)' },
  ],
  rationale:
    'In a zone with summer time one hour a year stands twice in the log and another not at all, and lines of servers in different zones cannot be put in order.',
  caution: 'Whatever reads the log must not assume local time.',
  check(cluster) {
    const row = parameter(cluster, 'log_timezone');
    if (!row) return { outcome: 'unknown', reason: 'the server did not show log_timezone' };
    if (utc.has((row.value ?? '').toLowerCase())) return judged([]);
    return judged([
      {
        object: settingObject('log_timezone'),
        title: `Log times are in the zone ${row.value ?? ''}, not in UTC`,
        evidence: settingEvidence(row),
        remedy: setServerWide(row, 'UTC'),
      },
    ]);
  },
});
