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
    { standard: 'DISA STIG PostgreSQL', id: 'V-233544' },
    { standard: 'NIST 800-53', id: 'AU-3' },
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
