import { parseDuration } from '../../analysis/parameter.ts';
import { parameterLevelNeeds, parameterLevels } from '../../analysis/parameter-levels.ts';
import { defineControl } from '../control.ts';
import { judgeLevels, levelWords } from '../parameter-finding.ts';

export const logDuration = defineControl({
  id: 'log-duration',
  title: 'Not every statement is written to the log with its values',
  area: 'audit',
  scope: 'cluster',
  severity: 'low',
  needs: [...parameterLevelNeeds],
  threats: ['insider-reads-regulated-data', 'resource-exhaustion'],
  enforcedWhere: 'audit',
  references: [
    { standard: 'PCI DSS 4.0', id: '10.2.1' },
    { standard: 'NIST 800-53', id: 'AU-3' },
    { standard: 'ISO 27001:2022', id: 'A.8.15' },
    { standard: 'SOC 2', id: 'CC7.2' },
    { standard: 'HIPAA', id: '164.312(b)' },
    { standard: 'GDPR', id: 'Art. 32' },
  ],
  rationale:
    'With log_min_duration_statement at 0 every statement is logged with the data in it, so that the log holds a copy of everything written or asked for, outside all privileges.',
  caution:
    'A tool that reads every statement from the log no longer finds the fast ones: pg_stat_statements has them without values.',
  check(cluster) {
    const levels = parameterLevels(cluster, 'log_min_duration_statement');
    if (!levels) return { outcome: 'unknown', reason: 'the server did not show log_min_duration_statement' };
    return judgeLevels(levels, {
      isRight: (value) => (parseDuration(value, levels.row.unit) ?? -1) !== 0,
      value: null,
      title: (wrong) =>
        `Every statement is logged with the values in it (${wrong.map(levelWords).join(', ')})`,
    });
  },
});
