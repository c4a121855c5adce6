import { parameter } from '../../analysis/parameter.ts';
import { defineControl } from '../control.ts';
import { hbaNeeds } from '../hba-finding.ts';
import { settingEvidence, settingObject } from '../parameter-finding.ts';
import { judgeClientCertificates } from './client-certificate.ts';

export const tlsClientCa = defineControl({
  id: 'tls-client-ca',
  title: 'Client certificates are checked against an authority',
  area: 'encryption',
  scope: 'cluster',
  severity: 'medium',
  needs: [...hbaNeeds, 'settings'],
  threats: ['stolen-credentials', 'network-reach'],
  enforcedWhere: 'tls',
  references: [
    { standard: 'DISA STIG PostgreSQL', id: 'V-233577' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233603' },
    { standard: 'PCI DSS 4.0', id: '4.2.1' },
    { standard: 'NIST 800-53', id: 'IA-5(2)' },
    { standard: 'ISO 27001:2022', id: 'A.8.5' },
    { standard: 'SOC 2', id: 'CC6.7' },
    { standard: 'HIPAA', id: '164.312(e)(1)' },
    { standard: 'GDPR', id: 'Art. 32' },
    { standard: 'PostgreSQL documentation', id: '18.9.3' },
  ],
  rationale:
    'Rules with cert or clientcert need ssl_ca_file. Without it the server refuses every connection that comes to such a rule, and the usual repair in a hurry is a weaker rule.',
  caution: 'Only clients with a certificate of that authority are admitted by these rules, as they say.',
  check(cluster) {
    const row = parameter(cluster, 'ssl_ca_file');
    if (!row) return { outcome: 'unknown', reason: 'the server did not show ssl_ca_file' };
    return judgeClientCertificates(cluster, (rules) => {
      if ((row.value ?? '') !== '') return [];
      return [
        {
          object: settingObject('ssl_ca_file'),
          title: `${rules.length === 1 ? 'A rule asks' : `${rules.length} rules ask`} for client certificates, and no authority is set to check them against`,
          evidence: { ...settingEvidence(row), rules: rules.map((rule) => rule.text) },
          remedy: {
            manual:
              'Put the certificate of the authority that signs client certificates where the server can read it, set ssl_ca_file to it and reload.',
          },
        },
      ];
    });
  },
});
