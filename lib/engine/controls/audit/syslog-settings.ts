import { parameter, parseBoolean, parseList } from '../../analysis/parameter.ts';
import { defineControl, judged } from '../control.ts';
import { setServerWide, settingEvidence, settingObject } from '../parameter-finding.ts';

/** Both are on by default (documentation 20.8.1). */
const demanded = [
  { name: 'syslog_sequence_numbers', lost: 'a message that is dropped leaves no gap in a numbering' },
  { name: 'syslog_split_messages', lost: 'long messages are cut by syslog' },
] as const;

export const syslogSettings = defineControl({
  id: 'syslog-settings',
  title: 'Messages to syslog are numbered and not cut',
  area: 'audit',
  scope: 'cluster',
  severity: 'low',
  needs: ['settings'],
  threats: ['undetected-misuse', 'audit-tampering'],
  enforcedWhere: 'audit',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '3.1.10' },
    { standard: 'CIS PostgreSQL 16', id: '3.1.11' },
    { standard: 'CIS PostgreSQL 16', id: '3.1.12' },
    { standard: 'CIS PostgreSQL 16', id: '3.1.13' },
    { standard: 'CIS PostgreSQL 17', id: '3.1.10' },
    { standard: 'CIS PostgreSQL 17', id: '3.1.11' },
    { standard: 'CIS PostgreSQL 17', id: '3.1.12' },
    { standard: 'CIS PostgreSQL 17', id: '3.1.13' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233610' },
    { standard: 'PCI DSS 4.0', id: '10.2.1' },
    { standard: 'NIST 800-53', id: 'AU-3' },
    { standard: 'ISO 27001:2022', id: 'A.8.15' },
    { standard: 'SOC 2', id: 'CC7.2' },
    { standard: 'HIPAA', id: '164.312(b)' },
  ],
  rationale:
    'syslog drops repeated messages and truncates long ones. Without sequence numbers nobody sees that a line is missing, and without splitting the end of a long statement is lost.',
  caution: 'Each message carries a number in front, and long ones come as several lines.',
  check(cluster) {
    const destination = parameter(cluster, 'log_destination');
    if (!destination) return { outcome: 'unknown', reason: 'the server did not show log_destination' };
    if (!parseList(destination.value).includes('syslog'))
      return { outcome: 'not-applicable', reason: 'the log does not go to syslog' };
    const rows = demanded.map(({ name, lost }) => ({ row: parameter(cluster, name), lost }));
    if (rows.some(({ row }) => row === null))
      return { outcome: 'unknown', reason: 'the server did not show its syslog settings' };
    return judged(
      rows.flatMap(({ row, lost }) =>
        row === null || parseBoolean(row.value) === true
          ? []
          : [
              {
                object: settingObject(row.name),
                title: `Setting ${row.name} is off: ${lost}`,
                evidence: settingEvidence(row),
                remedy: setServerWide(row, 'on'),
              },
            ],
      ),
    );
  },
});
