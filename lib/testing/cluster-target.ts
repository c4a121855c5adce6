import type { ConnectionTarget } from '../engine/connect/connection-target.ts';
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
    password: null,
    tls: { mode: 'disable', rootCertificate: null, certificate: null, key: null },
  };
}
