import { controlStory } from '../../../testing/control-story.ts';
import { enableTls } from '../../../testing/enable-tls.ts';
import { hbaLines, hbaText, rule } from '../../../testing/hba-lines.ts';
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
