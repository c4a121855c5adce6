import type { ConnectionTarget } from '../engine/connect/connection-target.ts';
import { Secret } from '../engine/connect/secret.ts';
import type { TestCluster } from './cluster.ts';

/** A test cluster as the engine's connect room wants it: through its socket, without TLS. */
export function clusterTarget(
  cluster: TestCluster,
  user = 'postgres',
  database = 'postgres',
): ConnectionTarget {
  return {
    host: cluster.socketDirectory,
    port: cluster.port,
    database,
    user,
    password: user === 'postgres' && cluster.password !== undefined ? new Secret(cluster.password) : null,
    tls: { mode: 'disable', rootCertificate: null, certificate: null, key: null },
  };
}
