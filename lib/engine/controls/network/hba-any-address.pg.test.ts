import { controlStory } from '../../../testing/control-story.ts';
import { hbaLines, hbaText, rule } from '../../../testing/hba-lines.ts';
import { hbaAnyAddress } from './hba-any-address.ts';

// The server has no TLS: it reads the last of them, and says of it that nothing can match.
const sound = [
  'host shop fourth 0.0.0.0/1 scram-sha-256',
  'host shop app 10.0.0.0/8 scram-sha-256',
  'hostssl shop app 10.0.1.0/24 scram-sha-256',
];
const end = 'host all all 0.0.0.0/0 reject';

controlStory(hbaAnyAddress, {
  majors: [14, 16, 18],
  policy: { version: 1, boundaries: [{ id: 'app', cidrs: ['10.0.1.0/24', '2001:db8:1::/64'] }] },
  setup: 'CREATE ROLE app LOGIN; CREATE ROLE fourth LOGIN',
  hba: hbaText(...sound, end),
  break: hbaLines(
    ...sound,
    'host shop halves 0.0.0.0/1 scram-sha-256',
    'host shop halves 128.0.0.0/1 scram-sha-256',
    'host shop masked 0.0.0.0 0.0.0.0 scram-sha-256',
    // Together for one of their users, in databases that only one of them names.
    'host postgres,shop uneven,fourth 0.0.0.0/2 scram-sha-256',
    'hostnossl all uneven 64.0.0.0/2 scram-sha-256',
    'host shop uneven 128.0.0.0/1 scram-sha-256',
    'host shop world 2000::/3 scram-sha-256',
    end,
  ),
  fires: [
    rule('host shop halves 0.0.0.0/1 scram-sha-256'),
    rule('host shop masked 0.0.0.0/0 scram-sha-256'),
    rule('host postgres,shop uneven,fourth 0.0.0.0/2 scram-sha-256'),
    rule('host shop world 2000::/3 scram-sha-256'),
  ],
  neighbours: [...sound, end].map(rule),
});
