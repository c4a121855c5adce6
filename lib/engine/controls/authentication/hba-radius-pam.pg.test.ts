import { afterAll, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../../testing/cluster.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { enableTls } from '../../../testing/enable-tls.ts';
import { hbaLines, hbaText, rule } from '../../../testing/hba-lines.ts';
import { inventoryOf } from '../../../testing/inventory-of.ts';
import { relabel } from '../../../testing/relabel-inventory.ts';
import { verdictOf } from '../../../testing/verdict-of.ts';
import { factsOf } from '../../analysis/facts.ts';
import { hbaRadiusPam } from './hba-radius-pam.ts';

// Of these methods the servers of the tests are built with radius only; all four go the same way.
const radius = 'radius radiusservers=10.9.9.9 radiussecrets=canary';

controlStory(hbaRadiusPam, {
  setup: async (cluster) => {
    await enableTls(cluster);
    await cluster.sql('CREATE ROLE app LOGIN', 'shop');
  },
  hba: hbaText(),
  break: hbaLines(
    `host shop app 10.0.1.0/24 ${radius}`,
    `hostssl shop app 10.0.2.0/24 ${radius}`,
    'host shop app 10.0.3.0/24 scram-sha-256',
  ),
  fires: [rule('host shop app 10.0.1.0/24 radius radiusservers=10.9.9.9 radiussecrets=[secret]')],
  neighbours: [rule('host shop app 10.0.3.0/24 scram-sha-256')],
  mendByHand: hbaLines(`hostssl shop app 10.0.1.0/24 ${radius}`),
});

let cluster: TestCluster | undefined;
afterAll(() => cluster?.stop());

test('an access token crosses the network as readable as a password', async () => {
  cluster = await startCluster({ major: 18, hba: hbaText('host all all 10.0.1.0/24 scram-sha-256') });
  // A server that takes the method wants a library that checks tokens, which these have not.
  const inventory = relabel(await inventoryOf(cluster), 'hba-rules', (rows) =>
    rows.map((row) =>
      row.type === 'host' ? { ...row, method: 'oauth', options: ['issuer=https://i', 'scope=s'] } : row,
    ),
  );
  const [finding] = verdictOf(hbaRadiusPam, factsOf(inventory)).findings;
  expect(finding?.title).toContain('has access tokens sent in clear text');
});
