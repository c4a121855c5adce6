import { parameter, parseBoolean } from '../../analysis/parameter.ts';
import { defineControl, judged } from '../control.ts';
import { setServerWide, settingEvidence, settingObject } from '../parameter-finding.ts';

export const logCheckpoints = defineControl({
  id: 'log-checkpoints',
  title: 'Checkpoints are logged',
  area: 'audit',
  scope: 'cluster',
  severity: 'info',
  needs: ['settings'],
  threats: ['undetected-misuse', 'unrecoverable-loss'],
  enforcedWhere: 'audit',
  references: [
    { standard: 'PCI DSS 4.0', id: '10.2.1' },
    { standard: 'NIST 800-53', id: 'AU-12' },
    { standard: 'ISO 27001:2022', id: 'A.8.15' },
    { standard: 'SOC 2', id: 'CC7.2' },
    { standard: 'HIPAA', id: '164.312(b)' },
    { standard: 'PostgreSQL documentation', id: '20.8.3' },
  ],
  rationale:
    'The lines of checkpoints show when the server was up, how far recovery would have to go back, and when writing suddenly rose. On since PostgreSQL 15.',
  caution: 'One line each few minutes.',
  check(cluster) {
    const row = parameter(cluster, 'log_checkpoints');
    if (!row) return { outcome: 'unknown', reason: 'the server did not show log_checkpoints' };
    if (parseBoolean(row.value) === true) return judged([]);
    return judged([
      {
        object: settingObject('log_checkpoints'),
        title: 'Checkpoints leave no line in the log',
        evidence: settingEvidence(row),
        remedy: setServerWide(row, 'on'),
      },
    ]);
  },
});
