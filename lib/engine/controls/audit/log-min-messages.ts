import { parameterLevelNeeds, parameterLevels } from '../../analysis/parameter-levels.ts';
import { defineControl } from '../control.ts';
import { judgeLevels, levelWords } from '../parameter-finding.ts';

/** Levels that record warnings and errors without the detail of debugging. */
const usual = new Set(['warning', 'notice', 'info']);

export const logMinMessages = defineControl({
  id: 'log-min-messages',
  title: 'Warnings reach the log',
  area: 'audit',
  scope: 'cluster',
  severity: 'low',
  needs: [...parameterLevelNeeds],
  threats: ['undetected-misuse'],
  enforcedWhere: 'audit',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '3.1.14' },
    { standard: 'CIS PostgreSQL 17', id: '3.1.14' },
    { standard: 'PCI DSS 4.0', id: '10.2.1' },
    { standard: 'NIST 800-53', id: 'AU-3' },
    { standard: 'ISO 27001:2022', id: 'A.8.15' },
    { standard: 'SOC 2', id: 'CC7.2' },
    { standard: 'HIPAA', id: '164.312(b)' },
  ],
  rationale:
    'Above warning, the server keeps quiet about failed authentication details, corrupted pages and wrong settings. At debug levels it writes so much that nobody reads it, passwords in parameters among it.',
  caution: 'More lines in the log.',
  check(cluster) {
    const levels = parameterLevels(cluster, 'log_min_messages');
    if (!levels) return { outcome: 'unknown', reason: 'the server did not show log_min_messages' };
    return judgeLevels(levels, {
      isRight: (value) => usual.has(value.trim().toLowerCase()),
      value: 'warning',
      title: (wrong) =>
        `Setting log_min_messages hides warnings or floods the log (${wrong.map(levelWords).join(', ')})`,
    });
  },
});
