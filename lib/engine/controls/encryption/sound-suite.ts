/**
 * Whether a word of an OpenSSL cipher list can only add forward-secret suites with authenticated encryption; the name of a
 * suite, as `pg_stat_ssl.cipher` has it, is such a word.
 */
export function isSoundSuite(word: string): boolean {
  // A suite of TLS 1.3 has no place in this list, and OpenSSL passes it over.
  if (/^TLS_/i.test(word)) return true;
  // A proof of eight bytes (tls13-ciphers says the same of TLS 1.3).
  if (/CCM_?8/i.test(word)) return false;
  const parts = word.toUpperCase().split(/[+-]/);
  const ephemeral = parts.some((part) => ['ECDHE', 'EECDH', 'DHE', 'EDH'].includes(part));
  const authenticated = parts.some((part) => /^(AESGCM|GCM|AESCCM|CCM|CHACHA20|TLS_)/.test(part));
  return ephemeral && authenticated;
}
