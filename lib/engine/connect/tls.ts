import { isIP } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import { type ConnectionTarget, isSocketDirectory } from './connection-target.ts';

export type Transport = 'tls' | 'plain';

/** What libpq tries, in order, for an `sslmode` (documentation table 34.1). Sockets never use TLS. */
export function transportsFor(target: ConnectionTarget): readonly Transport[] {
  if (isSocketDirectory(target.host)) return ['plain'];
  switch (target.tls.mode) {
    case 'disable':
      return ['plain'];
    case 'allow':
      return ['plain', 'tls'];
    case 'prefer':
      return ['tls', 'plain'];
    case 'require':
    case 'verify-ca':
    case 'verify-full':
      return ['tls'];
  }
}

/** Whether the server's certificate is checked: `require` with a root certificate acts as `verify-ca`, as in libpq. */
export function verifiesCertificate(target: ConnectionTarget): boolean {
  const { mode, rootCertificate } = target.tls;
  return mode === 'verify-full' || mode === 'verify-ca' || (mode === 'require' && rootCertificate !== null);
}

/** Node's options for the same meaning. `verify-full` without a root certificate trusts the public authorities. */
export function tlsOptions(target: ConnectionTarget): ConnectionOptions {
  const { mode, rootCertificate, certificate, key } = target.tls;
  return {
    // Also where `address` is what the socket connects to. SNI must not hold an address (RFC 6066).
    host: target.host,
    ...(isIP(target.host) === 0 ? { servername: target.host } : {}),
    rejectUnauthorized: verifiesCertificate(target),
    minVersion: 'TLSv1.2',
    ...(rootCertificate === null ? {} : { ca: rootCertificate }),
    ...(certificate === null ? {} : { cert: certificate }),
    ...(key === null ? {} : { key: key.open() }),
    // Only verify-full compares the name; Node would always do.
    ...(mode === 'verify-full' ? {} : { checkServerIdentity: () => undefined }),
  };
}
