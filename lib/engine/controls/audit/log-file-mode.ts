import { formatFileMode, parameter, parseBoolean, parseFileMode } from '../../analysis/parameter.ts';
import { defineControl, judged } from '../control.ts';
import { setServerWide, settingEvidence, settingObject } from '../parameter-finding.ts';

/** Owner reads and writes, a log group may read: nothing for others, no execution. */
const allowed = 0o640;

export const logFileMode = defineControl({
  id: 'log-file-mode',
  title: 'Log files are readable by their owner and a log group only',
  area: 'audit',
  scope: 'cluster',
  severity: 'medium',
  needs: ['settings'],
  substrates: ['self-managed', 'kubernetes'],
  threats: ['audit-tampering', 'insider-reads-regulated-data'],
  enforcedWhere: 'audit',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '3.1.6' },
    { standard: 'CIS PostgreSQL 17', id: '3.1.6' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233549' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233618' },
    { standard: 'PCI DSS 4.0', id: '10.3.2' },
    { standard: 'NIST 800-53', id: 'AU-9' },
    { standard: 'ISO 27001:2022', id: 'A.5.33' },
    { standard: 'ISO 27001:2022', id: 'A.8.15' },
    { standard: 'SOC 2', id: 'CC7.2' },
    { standard: 'HIPAA', id: '164.312(b)' },
  ],
  rationale: 'Logs hold statements with the data in them; who may write them may also remove the traces.',
  caution:
    'Holds for log files made from now on; a log shipper that ran as another account needs the log group.',
  check(cluster) {
    const row = parameter(cluster, 'log_file_mode');
    const mode = parseFileMode(row?.value ?? null);
    const collector = parameter(cluster, 'logging_collector');
    if (!row || !collector || mode === null)
      return { outcome: 'unknown', reason: 'the server did not show log_file_mode and logging_collector' };
    if (parseBoolean(collector.value) !== true)
      return { outcome: 'not-applicable', reason: 'the logging collector is off, so no log file is created' };
    if ((mode & ~allowed) === 0) return judged([]);
    return judged([
      {
        object: settingObject('log_file_mode'),
        title: `Log files are created with mode ${formatFileMode(mode)}, which is wider than 0640`,
        evidence: { ...settingEvidence(row), value: formatFileMode(mode) },
        remedy: setServerWide(row, '0600'),
      },
    ]);
  },
});
