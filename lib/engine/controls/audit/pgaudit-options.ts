import type { ClusterFacts } from '../../analysis/facts.ts';
import { parseBoolean } from '../../analysis/parameter.ts';
import { parameterLevelNeeds, parameterLevels } from '../../analysis/parameter-levels.ts';
import { defineControl } from '../control.ts';
import { judgeLevels, levelWords } from '../parameter-finding.ts';

const wanted = [
  { name: 'pgaudit.log_catalog', value: true, otherwise: 'reads of system catalogs leave no trace' },
  {
    name: 'pgaudit.log_statement',
    value: true,
    otherwise: 'the record does not say which statement it was',
  },
  { name: 'pgaudit.log_client', value: false, otherwise: 'audit records are sent to the client' },
  {
    name: 'pgaudit.log_parameter',
    value: false,
    otherwise: 'the values of statements are written to the log',
  },
] as const;

/** What reaches the log, from the least on (documentation 20.8.2, log_min_messages). */
const levelOrder = [
  'debug5',
  'debug4',
  'debug3',
  'debug2',
  'debug1',
  'info',
  'notice',
  'warning',
  'error',
  'log',
  'fatal',
  'panic',
];

const rank = (level: string) =>
  levelOrder.indexOf(
    level
      .trim()
      .toLowerCase()
      .replace(/^debug$/, 'debug2'),
  );

/** Records below log_min_messages are thrown away; log-min-messages judges a server that throws away what is above. */
function judgeLogLevel(cluster: ClusterFacts) {
  const levels = parameterLevels(cluster, 'pgaudit.log_level');
  if (!levels) return [];
  const kept = Math.min(
    rank(parameterLevels(cluster, 'log_min_messages')?.row.value ?? 'warning'),
    rank('warning'),
  );
  return [
    judgeLevels(levels, {
      isRight: (value) => rank(value) >= kept,
      value: 'log',
      title: (wrong) =>
        `Setting pgaudit.log_level is below what the server writes to its log, so audit records are thrown away (${wrong.map(levelWords).join(', ')})`,
    }),
  ];
}

export const pgauditOptions = defineControl({
  id: 'pgaudit-options',
  title: 'The library pgaudit writes what an auditor needs, and no values',
  area: 'audit',
  scope: 'cluster',
  severity: 'low',
  needs: [...parameterLevelNeeds],
  threats: ['undetected-misuse', 'insider-reads-regulated-data'],
  enforcedWhere: 'audit',
  references: [
    { standard: 'DISA STIG PostgreSQL', id: 'V-233542' },
    { standard: 'PCI DSS 4.0', id: '10.2.1' },
    { standard: 'NIST 800-53', id: 'AU-3' },
    { standard: 'ISO 27001:2022', id: 'A.8.15' },
    { standard: 'SOC 2', id: 'CC7.2' },
    { standard: 'HIPAA', id: '164.312(b)' },
    { standard: 'PostgreSQL documentation', id: '20.8' },
  ],
  rationale:
    'With log_catalog off, reads of the system catalogs leave no trace, and with log_client on every audited statement is sent to whoever ran it. log_parameter writes the values of every statement, regulated ones too, into the log, and with log_statement off the statement itself is left out. A log_level below log_min_messages throws every record away.',
  caution: 'Without log_parameter the log says that a row was read, not which.',
  check(cluster) {
    const judgements = wanted.flatMap(({ name, value: right, otherwise }) => {
      const levels = parameterLevels(cluster, name);
      if (!levels) return [];
      return judgeLevels(levels, {
        isRight: (value) => parseBoolean(value) === right,
        value: right ? 'on' : 'off',
        title: (wrong) =>
          `Setting ${name} is ${right ? 'off' : 'on'} (${wrong.map(levelWords).join(', ')}): ${otherwise}`,
      });
    });
    judgements.push(...judgeLogLevel(cluster));
    if (judgements.length === 0) return { outcome: 'not-applicable', reason: 'pgaudit is not loaded' };
    return {
      outcome: 'judged',
      findings: judgements.flatMap((one) => one.findings),
      undecided: judgements.flatMap((one) => one.undecided),
    };
  },
});
