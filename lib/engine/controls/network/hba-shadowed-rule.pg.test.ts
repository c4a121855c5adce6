import { controlStory } from '../../../testing/control-story.ts';
import { hbaLines, hbaText, rule } from '../../../testing/hba-lines.ts';
import { hbaShadowedRule } from './hba-shadowed-rule.ts';

const sound = ['host all all 10.0.0.0/8 scram-sha-256', 'host all all 192.0.2.0/24 reject'];

controlStory(hbaShadowedRule, {
  majors: [14, 16, 18],
  setup: 'CREATE ROLE app LOGIN',
  hba: hbaText(...sound),
  // A reject that comes too late is worse than superfluous, and another control's.
  break: hbaLines(
    ...sound,
    'host shop app 10.1.0.0/16 scram-sha-256',
    'host shop app 192.0.2.7/32 scram-sha-256',
    'host all app 10.2.0.0/16 reject',
  ),
  fires: [rule('host shop app 10.1.0.0/16 scram-sha-256'), rule('host shop app 192.0.2.7/32 scram-sha-256')],
  neighbours: [...sound.map(rule), rule('host all app 10.2.0.0/16 reject')],
});
