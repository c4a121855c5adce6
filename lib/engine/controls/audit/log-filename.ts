import { parameter, parseBoolean, protectedParameter } from '../../analysis/parameter.ts';
import { defineControl, judged } from '../control.ts';
import { setServerWide, settingEvidence, settingObject } from '../parameter-finding.ts';

export const logFilename = defineControl({
  id: 'log-filename',
  title: 'Log files carry the time in their names',
  area: 'audit',
  scope: 'cluster',
  severity: 'info',
  needs: ['settings', 'protected-settings'],
  substrates: ['self-managed', 'kubernetes'],
  threats: ['undetected-misuse', 'audit-tampering'],
  enforcedWhere: 'audit',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '3.1.5' },
    { standard: 'CIS PostgreSQL 17', id: '3.1.5' },
    { standard: 'PCI DSS 4.0', id: '10.2.1' },
    { standard: 'NIST 800-53', id: 'AU-9' },
    { standard: 'ISO 27001:2022', id: 'A.8.15' },
    { standard: 'SOC 2', id: 'CC7.2' },
    { standard: 'HIPAA', id: '164.312(b)' },
  ],
  rationale:
    'Without a time in the name there is one log file, and rotation goes on writing to it: no part of the record is ever closed, moved out of reach or deleted by its age.',
  caution: 'Whatever follows the log by its fixed name must follow the directory instead.',
  check(cluster) {
    const collector = parameter(cluster, 'logging_collector');
    const row = protectedParameter(cluster, 'log_filename');
    if (!row || !collector)
      return { outcome: 'unknown', reason: 'the server did not show log_filename and logging_collector' };
    if (parseBoolean(collector.value) !== true)
      return { outcome: 'not-applicable', reason: 'the logging collector is off, so no log file is named' };
    if ((row.value ?? '').replaceAll('%%', '').includes('%')) return judged([]);
    return judged([
      {
        object: settingObject('log_filename'),
        title: 'Every log file has the same name, without a time in it',
        evidence: settingEvidence(row),
        remedy: setServerWide(row, 'postgresql-%Y-%m-%d_%H%M%S.log'),
      },
    ]);
  },
});
