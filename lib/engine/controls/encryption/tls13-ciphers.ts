import { parameter, parseBoolean, protectedParameter } from '../../analysis/parameter.ts';
import { defineControl, judged } from '../control.ts';
import { setServerWide, settingEvidence, settingObject } from '../parameter-finding.ts';

export const tls13Ciphers = defineControl({
  id: 'tls13-ciphers',
  title: 'TLS 1.3 encrypts with suites of full strength only',
  area: 'encryption',
  scope: 'cluster',
  severity: 'low',
  needs: ['settings', 'protected-settings'],
  threats: ['eavesdropping'],
  enforcedWhere: 'tls',
  references: [
    { standard: 'PCI DSS 4.0', id: '4.2.1' },
    { standard: 'NIST 800-53', id: 'SC-13' },
    { standard: 'ISO 27001:2022', id: 'A.8.24' },
    { standard: 'SOC 2', id: 'CC6.7' },
    { standard: 'HIPAA', id: '164.312(e)(1)' },
    { standard: 'GDPR', id: 'Art. 32' },
  ],
  rationale:
    'Since 18 the suites of TLS 1.3 can be chosen. TLS_AES_128_CCM_8_SHA256 shortens the proof that a message was not changed to eight bytes, and the suites of RFC 9150 (TLS_SHA256_SHA256, TLS_SHA384_SHA384) encrypt nothing.',
  caution: 'Embedded clients that speak nothing else can no longer connect.',
  check(cluster) {
    if (cluster.inventory.server.versionNum < 180_000)
      return { outcome: 'not-applicable', reason: 'ssl_tls13_ciphers exists since PostgreSQL 18' };
    const ssl = parseBoolean(parameter(cluster, 'ssl')?.value ?? null);
    if (ssl === null) return { outcome: 'unknown', reason: 'the server did not show ssl' };
    if (!ssl) return { outcome: 'not-applicable', reason: 'TLS is off; tls-enabled judges that' };
    const row = protectedParameter(cluster, 'ssl_tls13_ciphers');
    if (!row) return { outcome: 'unknown', reason: 'the server did not show ssl_tls13_ciphers' };
    const suites = (row.value ?? '').split(':').filter((one) => one !== '');
    const weak = suites.filter((one) => /CCM_8|^TLS_SHA\d+_SHA\d+$/i.test(one));
    if (weak.length === 0) return judged([]);
    const kept = suites.filter((one) => !weak.includes(one));
    return judged([
      {
        object: settingObject('ssl_tls13_ciphers'),
        title: `Setting ssl_tls13_ciphers admits ${weak.join(', ')}`,
        evidence: settingEvidence(row),
        remedy: setServerWide(row, kept.length === 0 ? null : kept.join(':')),
      },
    ]);
  },
});
