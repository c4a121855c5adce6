import type { ConnectionTarget } from '../../engine/connect/connection-target.ts';
import { Secret } from '../../engine/connect/secret.ts';
import type { ConnectionForm } from '../targets/connection-form.ts';

/** Plain data: it is copied into a thread. The password is opened for this and lives as long as the thread. */
export interface ThreadConnection {
  readonly connection: ConnectionForm;
  /** The address the worker checked. */
  readonly address: string | null;
  readonly password: string | null;
}

export function targetOf({ connection, address, password }: ThreadConnection): ConnectionTarget {
  const { host, port, database, user, sslMode, sslRootCert } = connection;
  return {
    host,
    address,
    port,
    database,
    user,
    password: password === null ? null : new Secret(password),
    tls: { mode: sslMode, rootCertificate: sslRootCert, certificate: null, key: null },
    applicationName: 'postern',
  };
}
