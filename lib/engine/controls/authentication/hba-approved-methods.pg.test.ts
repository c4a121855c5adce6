import { controlStory } from '../../../testing/control-story.ts';
import { hbaLines, hbaText, rule } from '../../../testing/hba-lines.ts';
import { hbaApprovedMethods } from './hba-approved-methods.ts';

controlStory(hbaApprovedMethods, {
  policy: { version: 1, connections: { authentication: ['scram-sha-256', 'cert'] } },
  setup: 'CREATE ROLE app LOGIN',
  hba: hbaText('host shop app 10.0.1.0/24 scram-sha-256'),
  break: hbaLines(
    'host shop app 10.0.1.0/24 scram-sha-256',
    'host shop app 10.0.2.0/24 md5',
    'host shop app 10.0.3.0/24 reject',
  ),
  fires: [rule('host shop app 10.0.2.0/24 md5')],
  neighbours: [
    rule('local all all trust'),
    rule('host shop app 10.0.1.0/24 scram-sha-256'),
    rule('host shop app 10.0.3.0/24 reject'),
  ],
});
