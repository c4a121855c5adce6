import { parameter, parseBoolean } from '../../analysis/parameter.ts';
import { defineControl, judged } from '../control.ts';
import { setServerWide, settingEvidence, settingObject } from '../parameter-finding.ts';

export const tlsEnabled = defineControl({
  id: 'tls-enabled',
  title: 'The server offers TLS',
  area: 'encryption',
  scope: 'cluster',
  severity: 'high',
  needs: ['settings'],
  threats: ['eavesdropping', 'server-impersonation'],
  enforcedWhere: 'tls',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '6.8' },
    { standard: 'CIS PostgreSQL 17', id: '6.8' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233611' },
    { standard: 'PCI DSS 4.0', id: '4.2.1' },
    { standard: 'NIST 800-53', id: 'SC-8' },
    { standard: 'ISO 27001:2022', id: 'A.8.24' },
    { standard: 'SOC 2', id: 'CC6.7' },
    { standard: 'HIPAA', id: '164.312(e)(1)' },
    { standard: 'GDPR', id: 'Art. 32' },
  ],
  rationale:
    'Without TLS every query, every row and, with some methods, the password cross the network readable. Offering TLS does not yet demand it: that is for the rules of pg_hba.conf.',
  caution:
    'The server needs a certificate and its key in place first: without them a reload leaves TLS off, which only the server’s log says, and the next start fails.',
  check(cluster) {
    const row = parameter(cluster, 'ssl');
    const addresses = parameter(cluster, 'listen_addresses');
    if (!row || !addresses)
      return { outcome: 'unknown', reason: 'the server did not show ssl and listen_addresses' };
    if (parseBoolean(row.value) === true) return judged([]);
    if ((addresses.value ?? '').trim() === '') {
      return { outcome: 'not-applicable', reason: 'the server listens on no network address' };
    }
    return judged([
      {
        object: settingObject('ssl'),
        title: 'TLS is off: every connection over the network is in plain text',
        evidence: { ...settingEvidence(row), listenAddresses: addresses.value },
        remedy: setServerWide(row, 'on'),
      },
    ]);
  },
});
