import type { Random } from './random.ts';

export const hbaRoles = [
  'u1',
  'u2',
  'U1',
  'all',
  '+grp',
  'grp',
  'sub',
  'deep',
  'sameuser',
  'a b',
  'x,y',
  'né',
  '/u',
] as const;
export const hbaDatabases = [
  'u1',
  'U1',
  'all',
  'replication',
  'sameuser',
  'grp',
  'samerole',
  'd1',
  '/d',
  'a b',
  'né',
  '+grp',
] as const;

export const hbaAddresses = [
  'all',
  'samehost',
  'samenet',
  '127.0.0.0/8',
  '127.0.0.1/32',
  '127.0.0.9/30',
  '127.0.0.1 255.255.255.255',
  '127.0.0.2   255.0.0.255',
  '0.0.0.0/0',
  '0.0.0.0/1',
  '10.0.0.0/8',
  '::1/128',
  '::/0',
  '::1 ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
  '0:0::1/64',
  '::ffff:127.0.0.1/128',
  '127.1/16',
  '0x7f.0.0.2/31',
  '"127.0.0.0/8"',
  '127.0.0.128/25',
  '192.0.2.0/24',
];

const regexes = [
  '/^u',
  '/1$',
  '/^(u|d)[[:digit:]]$',
  '/^.{2}$',
  '/^.{3}$',
  '/a|é',
  '/',
  '/\\yb\\y',
  '/(?i)^u1$',
  '/^[^a-z]',
  '/n(?!x)',
  '/^\\w+$',
  '"/^a b$"',
  '"/x,y"',
];
function spelled(random: Random, name: string): string {
  const plain = /^[^\s,"#@]+$/.test(name);
  if (!plain || random.chance(0.3)) {
    const at = random.chance(0.5) || !plain ? 0 : random.integer(name.length);
    return `${name.slice(0, at)}"${name.slice(at).replaceAll('"', '""')}"`;
  }
  return name;
}

export function listOf(random: Random, choose: () => string): string {
  const items = Array.from({ length: random.chance(0.6) ? 1 : 1 + random.integer(3) }, choose);
  return items.join(random.pick([',', ', ', ',,', ',\t']));
}

export function databaseToken(random: Random): string {
  const roll = random.integer(20);
  if (roll < 6) return random.pick(['all', 'sameuser', 'samerole', 'samegroup', 'replication']);
  if (roll < 9) return random.pick(regexes);
  if (roll === 9) return random.pick(['ALL', 'Sameuser', '+grp', '@names', '@"names"', '"@names"']);
  return spelled(random, random.pick(hbaDatabases));
}

export function userToken(random: Random): string {
  const roll = random.integer(20);
  if (roll < 5) return 'all';
  if (roll < 8) return random.pick(['+grp', '+sub', '"+grp"', '+nobody', '+"grp"', '+u1', '+ grp']);
  if (roll < 11) return random.pick(regexes);
  if (roll === 11) return random.pick(['@names', '"@names"', 'ALL', 'sameuser']);
  return spelled(random, random.pick(hbaRoles));
}
