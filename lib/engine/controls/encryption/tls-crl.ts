import { parameter } from '../../analysis/parameter.ts';
import { defineControl } from '../control.ts';
import { hbaNeeds } from '../hba-finding.ts';
import { settingEvidence, settingObject } from '../parameter-finding.ts';
import { judgeClientCertificates } from './client-certificate.ts';

export const tlsCrl = defineControl({
  id: 'tls-crl',
  title: 'Revoked client certificates are refused',
  area: 'encryption',
  scope: 'cluster',
  severity: 'medium',
  needs: [...hbaNeeds, 'settings'],
  threats: ['stolen-credentials', 'stale-credentials'],
  enforcedWhere: 'tls',
  references: [
    { standard: 'DISA STIG PostgreSQL', id: 'V-233577' },
    { standard: 'PCI DSS 4.0', id: '4.2.1' },
    { standard: 'NIST 800-53', id: 'IA-5(2)' },
    { standard: 'ISO 27001:2022', id: 'A.8.5' },
    { standard: 'SOC 2', id: 'CC6.7' },
    { standard: 'HIPAA', id: '164.312(e)(1)' },
    { standard: 'GDPR', id: 'Art. 32' },
    { standard: 'PostgreSQL documentation', id: '18.9.3' },
  ],
  rationale:
    'Without a revocation list a certificate admits its holder until it ends by itself, also after the key was stolen or the person has left.',
  caution:
    'A list past its own next-update date makes the server refuse every client certificate: renew it by schedule.',
  check(cluster) {
    const file = parameter(cluster, 'ssl_crl_file');
    const directory = parameter(cluster, 'ssl_crl_dir');
    if (!file || !directory)
      return { outcome: 'unknown', reason: 'the server did not show ssl_crl_file and ssl_crl_dir' };
    return judgeClientCertificates(cluster, (rules) => {
      if ((file.value ?? '') !== '' || (directory.value ?? '') !== '') return [];
      return [
        {
          object: settingObject('ssl_crl_file'),
          title: 'Client certificates are accepted without looking whether they were revoked',
          evidence: { ...settingEvidence(file), rules: rules.map((rule) => rule.text) },
          remedy: {
            manual:
              'Have the authority publish its revocation list, set ssl_crl_file (or ssl_crl_dir) to it and reload; renew it before its next-update date.',
          },
        },
      ];
    });
  },
});
