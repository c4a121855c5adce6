import { controlStory } from '../../../testing/control-story.ts';
import { hbaLines, hbaText, rule } from '../../../testing/hba-lines.ts';
import { hbaSuperuserRemote } from './hba-superuser-remote.ts';

const sound = [
  'host all +staff 10.0.0.0/8 scram-sha-256',
  'host all all 127.0.0.1/32 scram-sha-256',
  'host all postgres,"second" 0.0.0.0/1 reject',
];

controlStory(hbaSuperuserRemote, {
  majors: [14, 15, 16, 17, 18],
  setup:
    'CREATE ROLE staff; CREATE ROLE app LOGIN IN ROLE staff; CREATE ROLE second LOGIN SUPERUSER; CREATE ROLE shut SUPERUSER NOLOGIN IN ROLE staff',
  hba: hbaText(...sound),
  break: hbaLines(
    ...sound,
    'host all all 10.0.0.0/8 scram-sha-256',
    'host shop all 192.0.2.0/24 scram-sha-256',
  ),
  fires: [rule('host shop all 192.0.2.0/24 scram-sha-256')],
  neighbours: [...sound.slice(0, 2).map(rule), rule('host all all 10.0.0.0/8 scram-sha-256')],
});
