import { controlStory } from '../../../testing/control-story.ts';
import { hbaLines, hbaText, rule } from '../../../testing/hba-lines.ts';
import { hbaAllUser } from './hba-all-user.ts';

// From 16 on a regular expression is all users by another name, in quotes too.
controlStory(hbaAllUser, {
  majors: [16, 18],
  setup: 'CREATE ROLE app LOGIN',
  hba: hbaText('host shop app 10.0.1.0/24 scram-sha-256'),
  break: hbaLines(
    'host shop app 10.0.1.0/24 scram-sha-256',
    'host shop "/^.*$" 10.0.0.0/8 scram-sha-256',
    'host shop /^a 10.2.0.0/16 scram-sha-256',
  ),
  fires: [rule('host shop /^.*$ 10.0.0.0/8 scram-sha-256')],
  neighbours: [rule('host shop /^a 10.2.0.0/16 scram-sha-256')],
});

controlStory(hbaAllUser, {
  setup: 'CREATE ROLE app LOGIN; CREATE ROLE "+odd all" LOGIN',
  hba: hbaText('host shop app 10.0.1.0/24 scram-sha-256'),
  break: hbaLines(
    'host shop app 10.0.1.0/24 scram-sha-256',
    'host shop all 10.0.0.0/8 scram-sha-256',
    'host shop all 10.4.0.0/16 reject',
  ),
  fires: [rule('host shop all 10.0.0.0/8 scram-sha-256')],
  neighbours: [rule('host shop app 10.0.1.0/24 scram-sha-256'), rule('host shop all 10.4.0.0/16 reject')],
});
