import { parameterLevelNeeds, parameterLevels } from '../../analysis/parameter-levels.ts';
import { defineControl } from '../control.ts';
import { judgeLevels, levelWords } from '../parameter-finding.ts';

/** Levels above `error`: with these, the statement that failed is left out of the log. */
const tooHigh = new Set(['log', 'fatal', 'panic']);

export const logMinErrorStatement = defineControl({
  id: 'log-min-error-statement',
  title: 'The statement behind every error is logged',
  area: 'audit',
  scope: 'cluster',
  severity: 'low',
  needs: [...parameterLevelNeeds],
  threats: ['undetected-misuse'],
  enforcedWhere: 'audit',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '3.1.15' },
    { standard: 'CIS PostgreSQL 17', id: '3.1.15' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233544' },
    { standard: 'PCI DSS 4.0', id: '10.2.1' },
    { standard: 'NIST 800-53', id: 'AU-3' },
    { standard: 'ISO 27001:2022', id: 'A.8.15' },
    { standard: 'SOC 2', id: 'CC7.2' },
    { standard: 'HIPAA', id: '164.312(b)' },
  ],
  rationale:
    'Probing shows as errors: permission denied, relation does not exist. Without the statement beside the error the log does not say what was tried.',
  caution: 'Failing statements stand in the log with the values they carry.',
  check(cluster) {
    const levels = parameterLevels(cluster, 'log_min_error_statement');
    if (!levels) return { outcome: 'unknown', reason: 'the server did not show log_min_error_statement' };
    return judgeLevels(levels, {
      isRight: (value) => !tooHigh.has(value.trim().toLowerCase()),
      value: 'error',
      title: (wrong) => `Statements that fail are not logged (${wrong.map(levelWords).join(', ')})`,
    });
  },
});
