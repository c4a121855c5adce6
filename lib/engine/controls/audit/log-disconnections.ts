import { parameter, parseBoolean } from '../../analysis/parameter.ts';
import { defineControl, judged } from '../control.ts';
import { setServerWide, settingEvidence, settingObject } from '../parameter-finding.ts';

export const logDisconnections = defineControl({
  id: 'log-disconnections',
  title: 'The end of every session is logged',
  area: 'audit',
  scope: 'cluster',
  severity: 'low',
  needs: ['settings'],
  threats: ['undetected-misuse'],
  enforcedWhere: 'audit',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '3.1.21' },
    { standard: 'CIS PostgreSQL 17', id: '3.1.21' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233554' },
    { standard: 'PCI DSS 4.0', id: '10.2.1' },
    { standard: 'NIST 800-53', id: 'AU-12' },
    { standard: 'ISO 27001:2022', id: 'A.8.15' },
    { standard: 'SOC 2', id: 'CC7.2' },
    { standard: 'HIPAA', id: '164.312(b)' },
  ],
  rationale:
    'The line at the end of a session carries its duration, so that a log shows which sessions were open when something happened.',
  caution: 'One more log line for each session.',
  check(cluster) {
    const row = parameter(cluster, 'log_disconnections');
    if (!row) return { outcome: 'unknown', reason: 'the server did not show log_disconnections' };
    if (parseBoolean(row.value) === true) return judged([]);
    return judged([
      {
        object: settingObject('log_disconnections'),
        title: 'The end of sessions and their duration are not logged',
        evidence: settingEvidence(row),
        remedy: setServerWide(row, 'on'),
      },
    ]);
  },
});
