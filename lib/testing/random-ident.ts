import type { Random } from './random.ts';

/** Outside names are the certificate's and the operating system user's. */
export function identLine(random: Random): string {
  const outside = random.pick([
    'u1',
    'root',
    '/^(u)1$',
    '/^(.*)t$',
    '/o',
    'CN=u1',
    '/^CN=(.*)$',
    '"root"',
    '/^(r)?.*$',
  ]);
  const inside = random.pick([
    'u1',
    'u2',
    '\\1',
    '\\1oo',
    'all',
    '"all"',
    '+grp',
    '"+grp"',
    '/^u',
    '"/2$"',
    'grp',
    'u\\1',
    '+u1',
  ]);
  return `${random.pick(['m', 'm', 'other'])} ${outside} ${inside}`;
}
