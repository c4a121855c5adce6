import { controlStory } from '../../../testing/control-story.ts';
import { hbaLines, hbaText, rule } from '../../../testing/hba-lines.ts';
import { hbaShadowedRule } from './hba-shadowed-rule.ts';

const sound = ['host all all 10.0.0.0/8 scram-sha-256', 'host all all 192.0.2.0/24 reject'];

controlStory(hbaShadowedRule, {
  majors: [14, 16, 18],
  setup: 'CREATE ROLE app LOGIN; CREATE ROLE crew ROLE app',
  hba: hbaText(...sound),
  // A reject that comes too late is worse than superfluous, and another control's.
  break: hbaLines(
    ...sound,
    'host shop app 10.1.0.0/16 scram-sha-256',
    'host shop app 192.0.2.7/32 scram-sha-256',
    'host all app 10.2.0.0/16 reject',
    // Two halves leave nothing, three quarters leave a quarter; a group is taken member by member.
    'host shop app 172.16.0.0/13 scram-sha-256',
    'host shop app,"+crew" 172.24.0.0/13 scram-sha-256',
    'host shop app 172.16.0.0/12 md5',
    'host shop app 198.18.0.0/16 scram-sha-256',
    'host shop app 198.19.0.0/17 scram-sha-256',
    'host shop app 198.18.0.0/15 md5',
    'host shop crew,app 203.0.113.0/24 scram-sha-256',
    'host shop +crew 203.0.113.0/24 md5',
  ),
  fires: [
    rule('host shop app 172.16.0.0/12 md5'),
    rule('host shop +crew 203.0.113.0/24 md5'),
    rule('host shop app 10.1.0.0/16 scram-sha-256'),
    rule('host shop app 192.0.2.7/32 scram-sha-256'),
  ],
  neighbours: [
    ...sound.map(rule),
    rule('host all app 10.2.0.0/16 reject'),
    rule('host shop app 198.18.0.0/15 md5'),
  ],
});
