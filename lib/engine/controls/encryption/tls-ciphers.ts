import { parameter, parseBoolean, protectedParameter } from '../../analysis/parameter.ts';
import { defineControl, judged } from '../control.ts';
import { setServerWide, settingEvidence, settingObject } from '../parameter-finding.ts';
import { isSoundSuite } from './sound-suite.ts';
import { tlsRank } from './tls-version.ts';

/** The suites of RFC 9325, section 4.2. */
const recommended = [
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
].join(':');

/** Level 0 of OpenSSL admits keys, hashes and suites of any weakness. */
const noLevel = /^@SECLEVEL=0$/i;

/** Red Hat's builds take the list from the machine's own policy for cryptography. */
const ofMachine = /^PROFILE=/i;

/**
 * Words that let something in: those that only exclude or sort (`!`, `-`, `+`, `@`) add nothing, but for the level that takes
 * away every bound. OpenSSL parts words by any of `:`, `,`, `;` and a blank.
 */
const adding = (list: string) =>
  list.split(/[:;, ]+/).filter((word) => word !== '' && (!/^[!@+-]/.test(word) || noLevel.test(word)));

export const tlsCiphers = defineControl({
  id: 'tls-ciphers',
  title: 'TLS 1.2 uses forward-secret authenticated encryption only',
  area: 'encryption',
  scope: 'cluster',
  severity: 'medium',
  needs: ['settings', 'protected-settings'],
  threats: ['eavesdropping'],
  enforcedWhere: 'tls',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '6.9' },
    { standard: 'CIS PostgreSQL 16', id: '6.10' },
    { standard: 'CIS PostgreSQL 17', id: '6.9' },
    { standard: 'CIS PostgreSQL 17', id: '6.10' },
    { standard: 'PCI DSS 4.0', id: '4.2.1' },
    { standard: 'NIST 800-53', id: 'SC-13' },
    { standard: 'ISO 27001:2022', id: 'A.8.24' },
    { standard: 'SOC 2', id: 'CC6.7' },
    { standard: 'HIPAA', id: '164.312(e)(1)' },
    { standard: 'GDPR', id: 'Art. 32' },
  ],
  rationale:
    'The default HIGH:MEDIUM:+3DES:!aNULL still offers suites without forward secrecy and with CBC padding: what is recorded today is read on the day the key leaks.',
  caution:
    'Clients whose TLS library knows none of these suites can no longer connect: see the ciphers of the live sessions first.',
  check(cluster) {
    const ssl = parseBoolean(parameter(cluster, 'ssl')?.value ?? null);
    if (ssl === null) return { outcome: 'unknown', reason: 'the server did not show ssl' };
    if (!ssl) return { outcome: 'not-applicable', reason: 'TLS is off; tls-enabled judges that' };
    const row = protectedParameter(cluster, 'ssl_ciphers');
    const least = protectedParameter(cluster, 'ssl_min_protocol_version');
    if (!row || !least) return { outcome: 'unknown', reason: 'the server did not show ssl_ciphers' };
    if ((tlsRank(least.value) ?? 0) >= (tlsRank('TLSv1.3') ?? 0))
      return {
        outcome: 'not-applicable',
        reason: 'only TLS 1.3 is spoken, which ssl_ciphers does not govern',
      };
    const words = adding(row.value ?? '');
    const weak = words.filter((word) => !isSoundSuite(word) && !ofMachine.test(word));
    if (weak.length === 0) {
      const elsewhere = words.find((word) => ofMachine.test(word));
      if (elsewhere === undefined) return judged([]);
      return {
        outcome: 'unknown',
        reason: `ssl_ciphers is ${elsewhere}: which suites that admits stands in files of the machine`,
      };
    }
    return judged([
      {
        object: settingObject('ssl_ciphers'),
        title: `Setting ssl_ciphers admits suites without forward secrecy or authenticated encryption (${weak.join(', ')})`,
        evidence: { ...settingEvidence(row), weak },
        remedy: setServerWide(row, recommended),
      },
    ]);
  },
});
