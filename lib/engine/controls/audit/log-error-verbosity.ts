import { parameterLevelNeeds, parameterLevels } from '../../analysis/parameter-levels.ts';
import { defineControl } from '../control.ts';
import { judgeLevels, levelWords } from '../parameter-finding.ts';

export const logErrorVerbosity = defineControl({
  id: 'log-error-verbosity',
  title: 'Log lines keep the detail of an error',
  area: 'audit',
  scope: 'cluster',
  severity: 'low',
  needs: [...parameterLevelNeeds],
  threats: ['undetected-misuse'],
  enforcedWhere: 'audit',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '3.1.22' },
    { standard: 'CIS PostgreSQL 17', id: '3.1.22' },
    { standard: 'PCI DSS 4.0', id: '10.2.1' },
    { standard: 'NIST 800-53', id: 'AU-3' },
    { standard: 'ISO 27001:2022', id: 'A.8.15' },
    { standard: 'SOC 2', id: 'CC7.2' },
    { standard: 'HIPAA', id: '164.312(b)' },
  ],
  rationale:
    'With terse, the DETAIL, HINT, QUERY and CONTEXT of an error are left out: what was violated, in which function, by which statement.',
  caution: 'The detail of an error may quote the value of a row.',
  check(cluster) {
    const levels = parameterLevels(cluster, 'log_error_verbosity');
    if (!levels) return { outcome: 'unknown', reason: 'the server did not show log_error_verbosity' };
    return judgeLevels(levels, {
      isRight: (value) => value.trim().toLowerCase() !== 'terse',
      value: null,
      title: (wrong) =>
        `Errors are logged without their detail and context (${wrong.map(levelWords).join(', ')})`,
    });
  },
});
