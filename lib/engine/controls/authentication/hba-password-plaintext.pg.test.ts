import { controlStory } from '../../../testing/control-story.ts';
import { hbaLines, hbaText, rule } from '../../../testing/hba-lines.ts';
import { hbaPasswordPlaintext } from './hba-password-plaintext.ts';

controlStory(hbaPasswordPlaintext, {
  setup: 'CREATE ROLE app LOGIN',
  hba: hbaText('host shop app 10.0.1.0/24 scram-sha-256'),
  break: hbaLines(
    'host shop app 10.0.1.0/24 scram-sha-256',
    'host shop "app two" 192.0.2.0/24 password',
    'host shop app 10.0.1.7/32 password',
  ),
  fires: [rule('host shop "app two" 192.0.2.0/24 password')],
  neighbours: [rule('host shop app 10.0.1.0/24 scram-sha-256'), rule('host shop app 10.0.1.7/32 password')],
});
