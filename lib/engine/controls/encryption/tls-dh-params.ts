import { parameter, parseBoolean, protectedParameter } from '../../analysis/parameter.ts';
import { defineControl, judged } from '../control.ts';
import { setServerWide, settingEvidence, settingObject } from '../parameter-finding.ts';

/** Groups of NIST SP 800-186 and RFC 7748 with at least 128 bits of strength, in the names OpenSSL takes. */
const strong = new Set([
  'prime256v1',
  'p-256',
  'secp256r1',
  'secp384r1',
  'p-384',
  'secp521r1',
  'p-521',
  'x25519',
  'x448',
  // With a part that withstands quantum computers, or of it alone (OpenSSL 3.5).
  'x25519mlkem768',
  'secp256r1mlkem768',
  'secp384r1mlkem1024',
  'mlkem512',
  'mlkem768',
  'mlkem1024',
  // Finite fields of RFC 7919 with as much.
  'ffdhe3072',
  'ffdhe4096',
  'ffdhe6144',
  'ffdhe8192',
]);

/**
 * The groups that a list adds, in OpenSSL's syntax (SSL_CTX_set1_curves): parted by `:`, since 3.5 by `/` too, with `?` for one
 * that may be unknown and `*` for one to send a key share of; `-` takes one away.
 */
const groupsOf = (list: string): readonly string[] =>
  list
    .split(/[:/]/)
    .map((one) => one.trim())
    .filter((one) => one !== '' && !one.startsWith('-'))
    .map((one) => one.replace(/^[?*]+/, ''));

export const tlsDhParams = defineControl({
  id: 'tls-dh-params',
  title: 'Keys are agreed over strong groups',
  area: 'encryption',
  scope: 'cluster',
  severity: 'low',
  needs: ['settings', 'protected-settings'],
  threats: ['eavesdropping'],
  enforcedWhere: 'tls',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '6.8' },
    { standard: 'CIS PostgreSQL 17', id: '6.8' },
    { standard: 'PCI DSS 4.0', id: '4.2.1' },
    { standard: 'NIST 800-53', id: 'SC-12' },
    { standard: 'ISO 27001:2022', id: 'A.8.24' },
    { standard: 'SOC 2', id: 'CC6.7' },
    { standard: 'HIPAA', id: '164.312(e)(1)' },
    { standard: 'GDPR', id: 'Art. 32' },
    { standard: 'PostgreSQL documentation', id: '20.3.3' },
  ],
  rationale:
    'A small or unusual curve makes the key agreement of every session the weakest part of it, whatever cipher follows.',
  caution: 'Clients that support only the removed groups can no longer connect.',
  check(cluster) {
    const ssl = parseBoolean(parameter(cluster, 'ssl')?.value ?? null);
    if (ssl === null) return { outcome: 'unknown', reason: 'the server did not show ssl' };
    if (!ssl) return { outcome: 'not-applicable', reason: 'TLS is off; tls-enabled judges that' };
    // 18 renamed the setting and made it a list.
    const name = cluster.inventory.server.versionNum >= 180_000 ? 'ssl_groups' : 'ssl_ecdh_curve';
    const row = protectedParameter(cluster, name);
    if (!row) return { outcome: 'unknown', reason: `the server did not show ${name}` };
    const weak = groupsOf(row.value ?? '').filter((one) => !strong.has(one.toLowerCase()));
    if (weak.length === 0) return judged([]);
    return judged([
      {
        object: settingObject(name),
        title: `Setting ${name} names ${weak.join(', ')}, which is not among the groups known to be strong`,
        evidence: { ...settingEvidence(row), notKnownStrong: weak },
        remedy: setServerWide(row, null),
      },
    ]);
  },
});
