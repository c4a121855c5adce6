import { controlStory } from '../../../testing/control-story.ts';
import { hbaLines, hbaText, rule } from '../../../testing/hba-lines.ts';
import { hbaRejectAfterAccept } from './hba-reject-after-accept.ts';

const before = 'host all banned 10.0.0.0/8 reject';
const accepting = ['host shop all 10.0.0.0/8 scram-sha-256', 'host shop all 0.0.0.0/0 scram-sha-256'];
const end = [
  'host shop app 172.16.0.0/12 scram-sha-256',
  'host all all 0.0.0.0/0 reject',
  'host all all ::/0 reject',
];

controlStory(hbaRejectAfterAccept, {
  majors: [14, 16, 18],
  setup: 'CREATE ROLE app LOGIN; CREATE ROLE banned LOGIN; CREATE ROLE ci_deploy LOGIN',
  hba: hbaText(before, ...accepting, ...end),
  // The second still has an effect on IPv6, and none on IPv4, where the role comes from.
  break: hbaLines(
    before,
    ...accepting,
    'host shop ci_deploy 10.1.0.0/16 reject',
    'host shop app all reject',
    'host shop other 2001:db8::/33 scram-sha-256',
    'host shop other 2001:db8:8000::/33 scram-sha-256',
    'host shop other 2001:db8::/32 reject',
    ...end,
  ),
  fires: [
    rule('host shop other 2001:db8::/32 reject'),
    rule('host shop ci_deploy 10.1.0.0/16 reject'),
    rule('host shop app all reject'),
  ],
  neighbours: [before, ...accepting, ...end].map(rule),
});
