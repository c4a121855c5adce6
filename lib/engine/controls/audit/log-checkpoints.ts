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
    { standard: 'NIST 800-53', id: 'AU-12' },
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
