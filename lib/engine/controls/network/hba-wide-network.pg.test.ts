import { controlStory } from '../../../testing/control-story.ts';
import { hbaLines, hbaText, rule } from '../../../testing/hba-lines.ts';
import { hbaWideNetwork } from './hba-wide-network.ts';

const sound = [
  'host shop app 10.7.0.0/16 scram-sha-256',
  'host shop app 2001:db8:7::/48 scram-sha-256',
  'host all all 172.16.0.0/12 reject',
  'host shop app 127.0.0.0/8 scram-sha-256',
];

controlStory(hbaWideNetwork, {
  policy: { version: 1, boundaries: [{ id: 'app', cidrs: ['10.0.1.0/24', '2001:db8:1::/64'] }] },
  setup: 'CREATE ROLE app LOGIN',
  hba: hbaText(...sound),
  break: hbaLines(
    ...sound,
    'host shop app 10.0.0.0 255.0.0.0 scram-sha-256',
    'host shop app 2001:db8::/32 scram-sha-256',
  ),
  fires: [rule('host shop app 10.0.0.0/8 scram-sha-256'), rule('host shop app 2001:db8::/32 scram-sha-256')],
  neighbours: sound.map(rule),
});
