import { parseBoolean } from '../../analysis/parameter.ts';
import { parameterLevelNeeds, parameterLevels } from '../../analysis/parameter-levels.ts';
import { defineControl } from '../control.ts';
import { judgeLevels, levelWords } from '../parameter-finding.ts';

const trees = ['debug_print_parse', 'debug_print_rewritten', 'debug_print_plan'] as const;
const wanted = [
  ...trees.map((name) => ({ name, on: false, otherwise: '' })),
  { name: 'debug_pretty_print', on: true, otherwise: ': a tree that is logged is one line nobody can read' },
] as const;

export const debugPrint = defineControl({
  id: 'debug-print',
  title: 'Parse trees and plans are not written to the log',
  area: 'audit',
  scope: 'cluster',
  severity: 'low',
  needs: [...parameterLevelNeeds],
  threats: ['insider-reads-regulated-data', 'resource-exhaustion'],
  enforcedWhere: 'audit',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '3.1.16' },
    { standard: 'CIS PostgreSQL 16', id: '3.1.17' },
    { standard: 'CIS PostgreSQL 16', id: '3.1.18' },
    { standard: 'CIS PostgreSQL 16', id: '3.1.19' },
    { standard: 'CIS PostgreSQL 17', id: '3.1.16' },
    { standard: 'CIS PostgreSQL 17', id: '3.1.17' },
    { standard: 'CIS PostgreSQL 17', id: '3.1.18' },
    { standard: 'CIS PostgreSQL 17', id: '3.1.19' },
    { standard: 'PCI DSS 4.0', id: '10.2.1' },
    { standard: 'NIST 800-53', id: 'SI-11' },
    { standard: 'ISO 27001:2022', id: 'A.8.15' },
    { standard: 'SOC 2', id: 'CC7.2' },
    { standard: 'HIPAA', id: '164.312(b)' },
  ],
  rationale:
    'These settings are for people who develop PostgreSQL: they write every statement as a tree, constants included, and make the log grow without saying anything about who did what.',
  caution: 'Nothing but a debugging session depends on it.',
  check(cluster) {
    const judgements = wanted.map(({ name, on, otherwise }) => {
      const levels = parameterLevels(cluster, name);
      return levels === null
        ? null
        : judgeLevels(levels, {
            isRight: (value) => parseBoolean(value) === on,
            value: null,
            title: (wrong) =>
              `Setting ${name} is ${on ? 'off' : 'on'} (${wrong.map(levelWords).join(', ')})${otherwise}`,
          });
    });
    if (judgements.includes(null))
      return { outcome: 'unknown', reason: 'the server did not show its debug_print settings' };
    const seen = judgements.filter((one) => one !== null);
    return {
      outcome: 'judged',
      findings: seen.flatMap((one) => one.findings),
      undecided: seen.flatMap((one) => one.undecided),
    };
  },
});
