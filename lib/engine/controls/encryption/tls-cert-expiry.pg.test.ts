import { afterAll, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../../testing/cluster.ts';
import { clusterTarget } from '../../../testing/cluster-target.ts';
import { enableTls } from '../../../testing/enable-tls.ts';
import { inventoryOf } from '../../../testing/inventory-of.ts';
import { verdictOf } from '../../../testing/verdict-of.ts';
import { factsOf } from '../../analysis/facts.ts';
import { collect } from '../../inventory/collect.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { tlsCertExpiry } from './tls-cert-expiry.ts';

let cluster: TestCluster | undefined;
afterAll(() => cluster?.stop());

const judge = (inventory: Inventory) => verdictOf(tlsCertExpiry, factsOf(inventory));

test('the certificate the server showed to the scan is judged, by the day of the scan', async () => {
  cluster = await startCluster({ major: 17 });
  expect(judge(await inventoryOf(cluster)).status, 'TLS is off').toBe('not-applicable');
  await enableTls(cluster);
  expect(judge(await inventoryOf(cluster)).status, 'a socket shows no certificate').toBe('unknown');

  const target = {
    ...clusterTarget(cluster),
    host: cluster.host,
    tls: { mode: 'require' as const, rootCertificate: null, certificate: null, key: null },
  };
  const seen = await collect(target, { now: '2030-01-01T00:00:00.000Z', databases: 'all' });
  expect(seen.certificate).toMatchObject({ subject: 'CN=localhost', selfSigned: true });
  const [selfSigned] = judge(seen).findings;
  expect(selfSigned).toMatchObject({ severity: 'low', object: { kind: 'setting', name: 'ssl_cert_file' } });

  const { certificate } = seen;
  if (!certificate) throw new Error('no certificate');
  const signed: Inventory = { ...seen, certificate: { ...certificate, selfSigned: false } };
  expect(judge(signed).status).toBe('pass');
  expect(judge({ ...signed, collectedAt: '2126-10-10T00:00:00.000Z' }).findings[0]?.severity).toBe('medium');
  expect(judge({ ...signed, collectedAt: '2127-01-01T00:00:00.000Z' }).findings[0]?.severity).toBe('high');
});
