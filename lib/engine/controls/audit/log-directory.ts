import { posix } from 'node:path';
import { parameter, parseBoolean, protectedParameter } from '../../analysis/parameter.ts';
import { defineControl, judged } from '../control.ts';
import { settingEvidence, settingObject } from '../parameter-finding.ts';

export const logDirectory = defineControl({
  id: 'log-directory',
  title: 'The log lies outside the data directory',
  area: 'audit',
  scope: 'cluster',
  severity: 'low',
  needs: ['settings', 'protected-settings'],
  substrates: ['self-managed', 'kubernetes'],
  threats: ['audit-tampering', 'resource-exhaustion'],
  enforcedWhere: 'audit',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '3.1.4' },
    { standard: 'CIS PostgreSQL 17', id: '3.1.4' },
    { standard: 'PCI DSS 4.0', id: '10.2.1' },
    { standard: 'NIST 800-53', id: 'AU-9' },
    { standard: 'ISO 27001:2022', id: 'A.8.15' },
    { standard: 'SOC 2', id: 'CC7.2' },
    { standard: 'HIPAA', id: '164.312(b)' },
  ],
  rationale:
    'A log inside the data directory goes into every file-level copy of the cluster, and one that grows fills the volume the data needs.',
  caution:
    'The new directory must exist and belong to the server account before the change, or no log is written.',
  check(cluster) {
    const collector = parameter(cluster, 'logging_collector');
    const row = protectedParameter(cluster, 'log_directory');
    const data = protectedParameter(cluster, 'data_directory');
    if (!row || !data || !collector)
      return { outcome: 'unknown', reason: 'the server did not show log_directory and data_directory' };
    if (parseBoolean(collector.value) !== true)
      return {
        outcome: 'not-applicable',
        reason: 'the logging collector is off, so no log directory is used',
      };
    if (row.value === null || data.value === null)
      return {
        outcome: 'unknown',
        reason: 'a setting of the scan role hides the server-wide log_directory or data_directory',
      };
    const directory = row.value;
    // What is not absolute begins in the data directory, and may lead out of it.
    const inside = `${posix.resolve(data.value, directory)}/`.startsWith(`${posix.resolve(data.value)}/`);
    if (!inside) return judged([]);
    return judged([
      {
        object: settingObject('log_directory'),
        title: `Log files are written inside the data directory (${directory})`,
        evidence: settingEvidence(row),
        remedy: {
          manual:
            'Make a directory outside the data directory that only the server account (and a log group) may enter, set log_directory to its absolute path and reload.',
        },
      },
    ]);
  },
});
