import { controlStory } from '../../../testing/control-story.ts';
import { hbaLines, hbaText, rule } from '../../../testing/hba-lines.ts';
import { hbaHostnameRule } from './hba-hostname-rule.ts';

controlStory(hbaHostnameRule, {
  setup: 'CREATE ROLE app LOGIN',
  hba: hbaText(),
  break: hbaLines('host shop app app.example.org scram-sha-256', 'host shop app .example.org reject'),
  fires: [rule('host shop app app.example.org scram-sha-256')],
  neighbours: [rule('host shop app .example.org reject')],
  mendByHand: hbaLines('host shop app 10.0.1.5/32 scram-sha-256'),
});
