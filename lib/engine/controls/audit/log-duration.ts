import type { ClusterFacts } from '../../analysis/facts.ts';
import { parseDuration } from '../../analysis/parameter.ts';
import {
  type ParameterLevel,
  type ParameterLevels,
  parameterLevelNeeds,
  parameterLevels,
} from '../../analysis/parameter-levels.ts';
import { defineControl } from '../control.ts';
import { judgeLevels, levelWords } from '../parameter-finding.ts';
import { administratorKinds, isDeclaredAs } from '../roles/approved-role.ts';

/** Whether some session may log all of the sample: the rate may be set beside the duration, at any level. */
const samplesAll = (cluster: ClusterFacts): boolean =>
  parameterLevels(cluster, 'log_statement_sample_rate')?.levels.some(
    ({ value }) => value === null || Number(value) >= 1,
  ) ?? true;

const withoutLevels = (all: ParameterLevels, left: (level: ParameterLevel) => boolean): ParameterLevels => ({
  row: all.row,
  levels: all.levels.filter((level) => !left(level)),
  beneath: all.beneath.filter((level) => !left(level)),
});

const isZero = (value: string, unit: string | null) => parseDuration(value, unit) === 0;

/** Settings that have every statement logged, each by itself, and what to set instead where not the default. */
const ways: readonly {
  readonly name: string;
  readonly logsAll: (value: string, cluster: ClusterFacts, unit: string | null) => boolean;
  readonly instead: string | null;
}[] = [
  { name: 'log_min_duration_statement', logsAll: (value, _, unit) => isZero(value, unit), instead: null },
  {
    name: 'log_min_duration_sample',
    logsAll: (value, cluster, unit) => isZero(value, unit) && samplesAll(cluster),
    instead: null,
  },
  { name: 'log_transaction_sample_rate', logsAll: (value) => Number(value) >= 1, instead: null },
  // Back to its default it would no longer record definitions and rights, which log-statement demands.
  { name: 'log_statement', logsAll: (value) => value.trim().toLowerCase() === 'all', instead: 'ddl' },
];

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
    { standard: 'PCI DSS 4.0', id: '3.5.1' },
    { standard: 'NIST 800-53', id: 'AU-3' },
    { standard: 'ISO 27001:2022', id: 'A.8.15' },
    { standard: 'SOC 2', id: 'CC7.2' },
    { standard: 'HIPAA', id: '164.312(b)' },
    { standard: 'GDPR', id: 'Art. 32' },
  ],
  rationale:
    'With log_min_duration_statement at 0, log_statement = all or a sample that leaves nothing out, every statement is logged with the data in it, so that the log holds a copy of everything written or asked for, outside all privileges.',
  caution:
    'A tool that reads every statement from the log no longer finds the fast ones: pg_stat_statements has them without values.',
  check(cluster, policy) {
    const watched = (level: ParameterLevel) =>
      level.role !== null && isDeclaredAs(policy, level.role, [...administratorKinds, 'person']);
    const judgements = ways.map(({ name, logsAll, instead }) => {
      const all = parameterLevels(cluster, name);
      // Sessions of people, administrators above all, may well be recorded word by word.
      const levels = all && name === 'log_statement' ? withoutLevels(all, watched) : all;
      return levels === null
        ? null
        : judgeLevels(levels, {
            isRight: (value) => !logsAll(value, cluster, levels.row.unit),
            value: instead,
            title: (wrong) =>
              `Setting ${name} has every statement logged with the values in it (${wrong.map(levelWords).join(', ')})`,
          });
    });
    const seen = judgements.filter((one) => one !== null);
    if (seen.length < ways.length)
      return { outcome: 'unknown', reason: 'the server did not show which statements it logs' };
    return {
      outcome: 'judged',
      findings: seen.flatMap((one) => one.findings),
      undecided: seen.flatMap((one) => one.undecided),
    };
  },
});
