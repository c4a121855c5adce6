import { parseDuration } from '../../analysis/parameter.ts';
import { parameterLevelNeeds, parameterLevels } from '../../analysis/parameter-levels.ts';
import { defineControl } from '../control.ts';
import { judgeLevels, levelWords } from '../parameter-finding.ts';

export const sessionTimeouts = defineControl({
  id: 'session-timeouts',
  title: 'A session idle in a transaction ends by itself',
  area: 'configuration',
  scope: 'cluster',
  severity: 'low',
  needs: [...parameterLevelNeeds],
  threats: ['resource-exhaustion', 'stolen-credentials'],
  enforcedWhere: 'engine',
  references: [
    { standard: 'DISA STIG PostgreSQL', id: 'V-233606' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233613' },
    { standard: 'PCI DSS 4.0', id: '2.2.1' },
    { standard: 'PCI DSS 4.0', id: '8.2.8' },
    { standard: 'NIST 800-53', id: 'AC-12' },
    { standard: 'ISO 27001:2022', id: 'A.8.9' },
    { standard: 'SOC 2', id: 'CC7.1' },
    { standard: 'HIPAA', id: '164.312(a)(2)(iii)' },
    { standard: 'HIPAA', id: '164.312(c)(1)' },
  ],
  rationale:
    'A session that sits in an open transaction keeps its locks and keeps vacuum from cleaning up, and one that was left behind stays open to whoever finds it.',
  caution:
    'An application that waits for people or other services inside a transaction is cut off after the timeout.',
  check(cluster) {
    const levels = parameterLevels(cluster, 'idle_in_transaction_session_timeout');
    if (!levels)
      return { outcome: 'unknown', reason: 'the server did not show idle_in_transaction_session_timeout' };
    return judgeLevels(levels, {
      isRight: (value) => (parseDuration(value, levels.row.unit) ?? 0) > 0,
      value: '10min',
      title: (wrong) =>
        `Sessions idle in a transaction never end by themselves (${wrong.map(levelWords).join(', ')})`,
    });
  },
});
