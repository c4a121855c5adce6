import { controlStory } from '../../../testing/control-story.ts';
import { hbaLines, hbaText, rule } from '../../../testing/hba-lines.ts';
import { hbaOutsideBoundaries } from './hba-outside-boundaries.ts';

const sound = [
  'host shop app 10.0.1.128/25 scram-sha-256',
  'host shop app 127.0.0.1/32 scram-sha-256',
  'host shop app 198.51.100.0/24 reject',
  // Two zones hold it together; of the next earlier rules leave nothing outside the zones.
  'host shop app 172.16.0.0/12 scram-sha-256',
  'host all app,other 10.0.0.0/24 reject',
  'host shop app 10.0.0.0/23 scram-sha-256',
];

const halves = ['172.16.0.0/13', '172.24.0.0/13'].map((cidr, at) => ({ id: `half-${at}`, cidrs: [cidr] }));

controlStory(hbaOutsideBoundaries, {
  policy: { version: 1, boundaries: [{ id: 'app', cidrs: ['10.0.1.0/24', 'fd00:1::/64'] }, ...halves] },
  setup: 'CREATE ROLE app LOGIN',
  hba: hbaText(...sound),
  break: hbaLines(
    ...sound,
    'host shop app 10.0.0.0/16 scram-sha-256',
    'host shop app 192.0.2.0/24 scram-sha-256',
    'host shop app 172.0.0.0/11 scram-sha-256',
  ),
  fires: [
    rule('host shop app 172.0.0.0/11 scram-sha-256'),
    rule('host shop app 10.0.0.0/16 scram-sha-256'),
    rule('host shop app 192.0.2.0/24 scram-sha-256'),
  ],
  neighbours: sound.map(rule),
});
