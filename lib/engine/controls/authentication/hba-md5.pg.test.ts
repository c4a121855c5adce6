import { controlStory } from '../../../testing/control-story.ts';
import { hbaLines, hbaText, rule } from '../../../testing/hba-lines.ts';
import { hbaMd5 } from './hba-md5.ts';

const broken = hbaLines('host shop app 10.0.1.0/24 md5', 'host shop app 10.0.2.0/24 scram-sha-256');

controlStory(hbaMd5, {
  setup: "SET password_encryption = 'scram-sha-256'; CREATE ROLE app LOGIN PASSWORD 'x'",
  hba: hbaText('host shop app 10.0.1.0/24 scram-sha-256'),
  break: broken,
  fires: [rule('host shop app 10.0.1.0/24 md5')],
  neighbours: [rule('host shop app 10.0.2.0/24 scram-sha-256')],
});

// A role whose password is stored as md5 would be locked out: no script before it is migrated.
controlStory(hbaMd5, {
  majors: [16],
  setup: "CREATE ROLE app LOGIN PASSWORD 'md59e107d9d372bb6826bd81d3542a419d6'",
  hba: hbaText(),
  break: broken,
  fires: [rule('host shop app 10.0.1.0/24 md5')],
  mendByHand: hbaLines('host shop app 10.0.1.0/24 scram-sha-256'),
  unmendByHand: broken,
});
