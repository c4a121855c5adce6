import { parameter } from '../../analysis/parameter.ts';
import { defineControl, judged } from '../control.ts';
import { setServerWide, settingEvidence, settingObject } from '../parameter-finding.ts';

export const maxConnectionsBound = defineControl({
  id: 'max-connections-bound',
  title: 'The server admits no more connections than the policy allows',
  area: 'configuration',
  scope: 'cluster',
  severity: 'low',
  needs: ['settings'],
  threats: ['resource-exhaustion'],
  enforcedWhere: 'engine',
  references: [
    { standard: 'DISA STIG PostgreSQL', id: 'V-233522' },
    { standard: 'PCI DSS 4.0', id: '2.2.1' },
    { standard: 'NIST 800-53', id: 'SC-5' },
    { standard: 'ISO 27001:2022', id: 'A.8.6' },
    { standard: 'SOC 2', id: 'CC7.1' },
    { standard: 'HIPAA', id: '164.312(c)(1)' },
  ],
  rationale:
    'Each connection takes memory and a process. A bound that the machine cannot carry lets anybody who may log in exhaust it.',
  caution: 'Needs a restart; applications whose pools together open more are refused.',
  check(cluster, policy) {
    const bound = policy.connections?.maximumConnections;
    if (bound === undefined)
      return { outcome: 'not-applicable', reason: 'the policy states no bound on connections' };
    const row = parameter(cluster, 'max_connections');
    if (!row) return { outcome: 'unknown', reason: 'the server did not show max_connections' };
    if (Number(row.value) <= bound) return judged([]);
    return judged([
      {
        object: settingObject('max_connections'),
        title: `The server admits ${row.value ?? ''} connections, and the policy at most ${bound}`,
        evidence: { ...settingEvidence(row), bound },
        remedy: setServerWide(row, String(bound)),
      },
    ]);
  },
});
