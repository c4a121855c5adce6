import { parameter, parseBoolean } from '../../analysis/parameter.ts';
import { defineControl, judged } from '../control.ts';
import { setServerWide, settingEvidence, settingObject } from '../parameter-finding.ts';

export const tlsPreferServerCiphers = defineControl({
  id: 'tls-prefer-server-ciphers',
  title: 'The server chooses the cipher suite',
  area: 'encryption',
  scope: 'cluster',
  severity: 'low',
  needs: ['settings'],
  threats: ['eavesdropping'],
  enforcedWhere: 'tls',
  references: [
    { standard: 'PCI DSS 4.0', id: '4.2.1' },
    { standard: 'NIST 800-53', id: 'SC-13' },
    { standard: 'ISO 27001:2022', id: 'A.8.24' },
    { standard: 'SOC 2', id: 'CC6.7' },
    { standard: 'HIPAA', id: '164.312(e)(1)' },
    { standard: 'GDPR', id: 'Art. 32' },
    { standard: 'PostgreSQL documentation', id: '20.3.3' },
  ],
  rationale:
    'With ssl_prefer_server_ciphers off the client’s order decides, and an old client puts its weakest suites first.',
  caution: 'None is known: a suite both sides have is still found.',
  check(cluster) {
    const ssl = parseBoolean(parameter(cluster, 'ssl')?.value ?? null);
    if (ssl === null) return { outcome: 'unknown', reason: 'the server did not show ssl' };
    if (!ssl) return { outcome: 'not-applicable', reason: 'TLS is off; tls-enabled judges that' };
    const row = parameter(cluster, 'ssl_prefer_server_ciphers');
    if (!row) return { outcome: 'unknown', reason: 'the server did not show ssl_prefer_server_ciphers' };
    if (parseBoolean(row.value) === true) return judged([]);
    return judged([
      {
        object: settingObject('ssl_prefer_server_ciphers'),
        title: 'Clients choose the cipher suite, not the server',
        evidence: settingEvidence(row),
        remedy: setServerWide(row, 'on'),
      },
    ]);
  },
});
