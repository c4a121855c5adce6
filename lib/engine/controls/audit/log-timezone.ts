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
    { standard: 'NIST 800-53', id: 'AU-8' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233607' },
    { standard: 'ISO 27001:2022', id: 'A.8.17' },
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
