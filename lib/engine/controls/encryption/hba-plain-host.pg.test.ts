import { controlStory } from '../../../testing/control-story.ts';
import { enableTls } from '../../../testing/enable-tls.ts';
import { hbaLines, hbaText, rule } from '../../../testing/hba-lines.ts';
import { hbaPlainHost } from './hba-plain-host.ts';

const sound = ['hostssl shop app 10.0.1.0/24 scram-sha-256', 'host shop app 127.0.0.1/32 scram-sha-256'];

controlStory(hbaPlainHost, {
  majors: [14, 16, 18],
  setup: async (cluster) => {
    await cluster.sql('CREATE ROLE app LOGIN');
    await enableTls(cluster);
  },
  hba: hbaText(...sound),
  // The last is behind a rule that turns every plain connection of its network away.
  break: hbaLines(
    ...sound,
    'host shop app 10.0.2.0/24 scram-sha-256',
    'hostnossl shop app 10.0.3.0/24 scram-sha-256',
    'hostnossl all all 10.5.0.0/16 reject',
    'host shop app 10.5.1.0/24 scram-sha-256',
  ),
  fires: [
    rule('host shop app 10.0.2.0/24 scram-sha-256'),
    rule('hostnossl shop app 10.0.3.0/24 scram-sha-256'),
  ],
  neighbours: [...sound.map(rule), rule('host shop app 10.5.1.0/24 scram-sha-256')],
});

// Without TLS on the server, hostssl would lock everybody out: no script then.
controlStory(hbaPlainHost, {
  majors: [17],
  hba: hbaText(),
  break: hbaLines('host shop app 10.0.2.0/24 scram-sha-256'),
  fires: [rule('host shop app 10.0.2.0/24 scram-sha-256')],
  mendByHand: async (cluster) => {
    await enableTls(cluster);
    await hbaLines('hostssl shop app 10.0.2.0/24 scram-sha-256')(cluster);
  },
});
