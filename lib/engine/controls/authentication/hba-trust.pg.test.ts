import { controlStory } from '../../../testing/control-story.ts';
import { enableTls } from '../../../testing/enable-tls.ts';
import { hbaLines, hbaText, rule } from '../../../testing/hba-lines.ts';
import { hbaTrust } from './hba-trust.ts';

const sound = ['host shop app 10.0.1.0/24 scram-sha-256', 'host all all 10.3.0.0/16 reject'];

controlStory(hbaTrust, {
  majors: [14, 15, 16, 17, 18],
  // The tests' own way in is a trust rule on the socket, and rightly found.
  cleanStatus: null,
  setup: 'CREATE ROLE app LOGIN',
  hba: hbaText(...sound),
  // The second takes part only of what the reject above it takes; the third is wholly behind it.
  break: hbaLines(
    ...sound,
    'host all all 10.1.0.0 255.255.0.0 trust',
    'host shop app ::1/128 trust',
    'host shop all 10.3.1.0/24 trust',
  ),
  fires: [rule('host all all 10.1.0.0/16 trust'), rule('host shop app ::1/128 trust')],
  neighbours: [rule('host shop all 10.3.1.0/24 trust'), ...sound.map(rule)],
});

// The proof is the certificate: without one of the authority that names the role nobody comes in.
controlStory(hbaTrust, {
  cleanStatus: null,
  setup: async (cluster) => {
    await enableTls(cluster);
    await cluster.sql('CREATE ROLE app LOGIN');
  },
  hba: hbaText(...sound),
  break: hbaLines(
    ...sound,
    'hostssl shop app 10.0.4.0/24 trust clientcert=verify-full',
    'hostssl shop app 10.0.2.0/24 trust clientcert=verify-ca',
    'hostssl shop app 10.0.3.0/24 trust',
  ),
  fires: [rule('hostssl shop app 10.0.3.0/24 trust')],
  neighbours: [
    rule('hostssl shop app 10.0.4.0/24 trust clientcert=verify-full'),
    rule('hostssl shop app 10.0.2.0/24 trust clientcert=verify-ca'),
  ],
});
