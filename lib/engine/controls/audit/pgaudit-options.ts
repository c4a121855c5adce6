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
    'With log_catalog off, reads of the system catalogs leave no trace, and with log_client on every audited statement is sent to whoever ran it. log_parameter writes the values of every statement, regulated ones too, into the log, and with log_statement off the statement itself is left out.',
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
    if (judgements.length === 0) return { outcome: 'not-applicable', reason: 'pgaudit is not loaded' };
    return {
      outcome: 'judged',
      findings: judgements.flatMap((one) => one.findings),
      undecided: judgements.flatMap((one) => one.undecided),
    };
  },
});
