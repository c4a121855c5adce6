import { controlStory } from '../../../testing/control-story.ts';
import { enableTls } from '../../../testing/enable-tls.ts';
import { hbaLines, hbaText, rule } from '../../../testing/hba-lines.ts';
import { hbaCertClientcert } from './hba-cert-clientcert.ts';

controlStory(hbaCertClientcert, {
  setup: async (cluster) => {
    await enableTls(cluster);
    await cluster.sql('CREATE ROLE app LOGIN', 'shop');
  },
  hba: hbaText(),
  break: hbaLines(
    'hostssl shop app 10.0.1.0/24 scram-sha-256 clientcert=verify-ca',
    'hostssl shop app 10.0.2.0/24 scram-sha-256 clientcert=verify-full',
    'hostssl shop app 10.0.3.0/24 cert',
    'hostssl shop app 10.0.4.0/24 trust clientcert=verify-ca',
  ),
  fires: [
    rule('hostssl shop app 10.0.1.0/24 scram-sha-256 clientcert=verify-ca'),
    rule('hostssl shop app 10.0.4.0/24 trust clientcert=verify-ca'),
  ],
  neighbours: [rule('hostssl shop app 10.0.2.0/24 scram-sha-256 clientcert=verify-full')],
});
