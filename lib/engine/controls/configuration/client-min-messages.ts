import { parameterLevelNeeds, parameterLevels } from '../../analysis/parameter-levels.ts';
import { defineControl } from '../control.ts';
import { judgeLevels, levelWords } from '../parameter-finding.ts';

export const clientMinMessages = defineControl({
  id: 'client-min-messages',
  title: 'Clients are not sent debugging detail',
  area: 'configuration',
  scope: 'cluster',
  severity: 'low',
  needs: [...parameterLevelNeeds],
  threats: ['insider-reads-regulated-data'],
  enforcedWhere: 'engine',
  references: [
    { standard: 'DISA STIG PostgreSQL', id: 'V-233533' },
    { standard: 'PCI DSS 4.0', id: '2.2.1' },
    { standard: 'NIST 800-53', id: 'SI-11' },
    { standard: 'ISO 27001:2022', id: 'A.8.9' },
    { standard: 'SOC 2', id: 'CC7.1' },
    { standard: 'HIPAA', id: '164.312(c)(1)' },
    { standard: 'PostgreSQL documentation', id: '20.11.1' },
  ],
  rationale:
    'At a debug level the server tells every client what happens inside it: statements of functions, internal state. At log it sends what is meant for the log, statements and their duration. An attacker who probes through an application reads it too.',
  caution: 'A developer who relies on it sets it in the own session.',
  check(cluster) {
    const levels = parameterLevels(cluster, 'client_min_messages');
    if (!levels) return { outcome: 'unknown', reason: 'the server did not show client_min_messages' };
    return judgeLevels(levels, {
      isRight: (value) => !/^\s*(debug|log\s*$)/i.test(value),
      value: null,
      title: (wrong) =>
        `Clients are sent messages for debugging or for the log (${wrong.map(levelWords).join(', ')})`,
    });
  },
});
