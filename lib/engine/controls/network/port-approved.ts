import { parameter } from '../../analysis/parameter.ts';
import { defineControl, judged } from '../control.ts';
import { setServerWide, settingEvidence, settingObject } from '../parameter-finding.ts';

export const portApproved = defineControl({
  id: 'port-approved',
  title: 'The server listens on the port the policy names',
  area: 'network',
  scope: 'cluster',
  severity: 'info',
  needs: ['settings'],
  threats: ['network-reach'],
  enforcedWhere: 'engine',
  references: [
    { standard: 'DISA STIG PostgreSQL', id: 'V-233511' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233548' },
    { standard: 'PCI DSS 4.0', id: '1.2.5' },
    { standard: 'NIST 800-53', id: 'CM-7' },
    { standard: 'ISO 27001:2022', id: 'A.8.20' },
    { standard: 'SOC 2', id: 'CC6.6' },
    { standard: 'HIPAA', id: '164.312(e)(1)' },
    { standard: 'GDPR', id: 'Art. 32' },
  ],
  rationale: 'A port that nobody registered is one that firewalls and monitoring do not know.',
  caution: 'Needs a restart, and every client must be told.',
  check(cluster, policy) {
    const wanted = policy.connections?.port;
    if (wanted === undefined) return { outcome: 'not-applicable', reason: 'the policy names no port' };
    const row = parameter(cluster, 'port');
    if (!row) return { outcome: 'unknown', reason: 'the server did not show port' };
    if (Number(row.value) === wanted) return judged([]);
    return judged([
      {
        object: settingObject('port'),
        title: `The server listens on port ${row.value ?? ''}, and the policy names ${wanted}`,
        evidence: settingEvidence(row),
        remedy: setServerWide(row, String(wanted)),
      },
    ]);
  },
});
