import type { ConnectionOptions } from 'node:tls';
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../../testing/cluster.ts';
import { enableTls } from '../../../testing/enable-tls.ts';
import { inventoryOf } from '../../../testing/inventory-of.ts';
import { relabel, unread } from '../../../testing/relabel-inventory.ts';
import { verdictOf } from '../../../testing/verdict-of.ts';
import { factsOf } from '../../analysis/facts.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { tlsLiveSessions } from './tls-live-sessions.ts';

const started: TestCluster[] = [];
const clients: pg.Client[] = [];
afterAll(async () => {
  await Promise.all(clients.map((client) => client.end()));
  await Promise.all(started.map((cluster) => cluster.stop()));
});

async function session(
  cluster: TestCluster,
  user: string,
  tls: boolean,
  how: ConnectionOptions = {},
): Promise<pg.Client> {
  const client = new pg.Client({
    host: cluster.host,
    port: cluster.port,
    user,
    database: 'postgres',
    ssl: tls && { rejectUnauthorized: false, ...how },
  });
  client.on('error', () => {});
  await client.connect();
  clients.push(client);
  return client;
}

/** The test machine has one address that is sure to be there; seen from elsewhere these clients are on the network. */
const overTheNetwork = (inventory: Inventory) =>
  relabel(inventory, 'sessions', (rows) =>
    rows.map((row) => ({ ...row, address: row.address === null ? null : '10.20.30.40' })),
  );

test.each([14, 18] as const)('live sessions of PostgreSQL %i', async (major) => {
  const cluster = await startCluster({ major });
  started.push(cluster);
  await enableTls(cluster);
  await cluster.sql('CREATE ROLE plain LOGIN; CREATE ROLE sealed LOGIN; CREATE ROLE by_socket LOGIN');
  const plain = await session(cluster, 'plain', false);
  await session(cluster, 'sealed', true);
  await cluster.connect({ user: 'by_socket' });

  const before = await inventoryOf(cluster);
  expect(verdictOf(tlsLiveSessions, factsOf(before)).status, 'loopback crosses no network').toBe('pass');

  const verdict = verdictOf(tlsLiveSessions, factsOf(overTheNetwork(before)));
  expect(verdict.findings.map((one) => one.object)).toEqual([{ kind: 'role', role: 'plain' }]);

  clients.splice(clients.indexOf(plain), 1);
  await plain.end();
  await session(cluster, 'plain', true);
  const mended = overTheNetwork(await inventoryOf(cluster));
  expect(verdictOf(tlsLiveSessions, factsOf(mended)).status).toBe('pass');

  const cbc = await session(cluster, 'sealed', true, {
    maxVersion: 'TLSv1.2',
    ciphers: 'ECDHE-ECDSA-AES256-SHA384',
  });
  const weak = verdictOf(tlsLiveSessions, factsOf(overTheNetwork(await inventoryOf(cluster))));
  expect(weak.findings).toMatchObject([{ object: { kind: 'role', role: 'sealed' }, severity: 'medium' }]);
  clients.splice(clients.indexOf(cbc), 1);
  await cbc.end();

  await session(cluster, 'plain', false);
  const again = verdictOf(tlsLiveSessions, factsOf(overTheNetwork(await inventoryOf(cluster))));
  expect(again.findings.map((one) => one.fingerprint)).toEqual(
    verdict.findings.map((one) => one.fingerprint),
  );
  expect(verdictOf(tlsLiveSessions, factsOf(unread(before, 'sessions'))).status).toBe('unknown');
});
