import { createServer, type Server } from 'node:net';
import { startCluster, type TestCluster } from '../../testing/cluster.ts';
import { type ServiceDatabase, startServiceDatabase } from '../../testing/service-database.ts';
import { actAsPostern } from '../auth/access.ts';
import { getScan } from '../scans/get-scan.ts';
import { work } from './work.ts';

/** For tests: Postern as one who may do all that scanning takes. */
export const scanAccess = actAsPostern(
  'target:register',
  'target:read',
  'scan:run',
  'finding:read',
  'report:export',
);

export interface ScanServers {
  readonly service: ServiceDatabase;
  readonly scanned: TestCluster;
  /** Port of a server that accepts and never says a word. */
  readonly silentPort: number;
  /** A registration form of the scanned server, under a name of its own. */
  connection(change?: ConnectionChange): ConnectionForm;
  /** Ends the workers and takes waiting scans back. */
  settle(): Promise<void>;
  stop(): Promise<void>;
  startWork(): void;
  stopWork(): Promise<void>;
}

export interface ConnectionChange {
  readonly port?: number;
  readonly password?: string;
  readonly user?: string;
  readonly database?: string;
}

export interface ConnectionForm {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly sslMode: 'prefer';
  readonly password: string;
}

async function listenSilently(): Promise<Server> {
  const silent = createServer(() => {});
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  return silent;
}

/** Postern's own database, a server to scan, and a silent one. */
export async function startScanServers(): Promise<ScanServers> {
  const [service, scanned, silent] = await Promise.all([
    startServiceDatabase(),
    startCluster({
      major: 17,
      hba: 'local all all trust\nhost all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n',
    }),
    listenSilently(),
  ]);
  await scanned.sql(
    `CREATE ROLE scan LOGIN PASSWORD 'päss''w@rd'; CREATE TABLE public.orders (id int); GRANT ALL ON public.orders TO PUBLIC`,
  );
  const address = silent.address();
  let named = 0;
  let ending: (() => Promise<void>) | null = null;
  const stopWork = async () => {
    await ending?.();
    ending = null;
  };
  return {
    service,
    scanned,
    silentPort: typeof address === 'object' && address ? address.port : 0,
    connection: (change = {}) => ({
      name: `shop ${++named}`,
      host: '127.0.0.1',
      port: scanned.port,
      database: 'postgres',
      user: 'scan',
      sslMode: 'prefer',
      password: "päss'w@rd",
      ...change,
    }),
    startWork: () => {
      const stopping = new AbortController();
      const working = work(stopping.signal);
      ending = () => {
        stopping.abort();
        return working;
      };
    },
    stopWork,
    settle: async () => {
      await stopWork();
      await service.sql(`UPDATE "Scan" SET state = 'cancelled' WHERE state IN ('queued', 'running')`);
    },
    stop: async () => {
      silent.close();
      await Promise.all([service.stop(), scanned.stop()]);
    },
  };
}

/** The scan once it is in one of the states; throws after `ms` milliseconds. */
export async function scanUntil(scanId: string, states: readonly string[], ms = 90_000) {
  for (const begun = Date.now(); Date.now() - begun < ms; ) {
    const scan = await getScan(scanAccess, scanId);
    if (states.includes(scan.state)) return scan;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`scan ${scanId} is still ${(await getScan(scanAccess, scanId)).state}`);
}
