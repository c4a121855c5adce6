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

const addresses = [
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
const badLines = [
  'hots all all all trust',
  'host all all',
  'host all all 127.0.0.1 trust',
  'host all all 127.0.0.1/33 trust',
  'host all all 127.0.0.1/8,::1/128 trust',
  'local all all nonsense',
  'local all all trust map=x',
  'host all all all peer',
  'host all all all cert',
  'host,local all all all trust',
  'local all all trust,reject',
  'hostnossl all all all scram-sha-256 clientcert=verify-ca',
  'local all all scram-sha-256 oops',
  'local all @missing trust',
  'local all "/(" trust',
  'host all all localhost/32 trust',
  'host all all 127.0.0.1/+8x trust',
  'include',
  'local',
];
const validOdd = [
  'host all none 127.0.0.1/+32 trust',
  'local "all" "all" reject',
  'host all none some.host.invalid trust',
  ',,, local ,none none trust',
];

function spelled(random: Random, name: string): string {
  const plain = /^[^\s,"#@]+$/.test(name);
  if (!plain || random.chance(0.3)) {
    const at = random.chance(0.5) || !plain ? 0 : random.integer(name.length);
    return `${name.slice(0, at)}"${name.slice(at).replaceAll('"', '""')}"`;
  }
  return name;
}

function listOf(random: Random, choose: () => string): string {
  const items = Array.from({ length: random.chance(0.6) ? 1 : 1 + random.integer(3) }, choose);
  return items.join(random.pick([',', ', ', ',,', ',\t']));
}

function databaseToken(random: Random): string {
  const roll = random.integer(20);
  if (roll < 6) return random.pick(['all', 'sameuser', 'samerole', 'samegroup', 'replication']);
  if (roll < 9) return random.pick(regexes);
  if (roll === 9) return random.pick(['ALL', 'Sameuser', '+grp', '@names', '@"names"', '"@names"']);
  return spelled(random, random.pick(hbaDatabases));
}

function userToken(random: Random): string {
  const roll = random.integer(20);
  if (roll < 5) return 'all';
  if (roll < 8) return random.pick(['+grp', '+sub', '"+grp"', '+nobody', '+"grp"', '+u1', '+ grp']);
  if (roll < 11) return random.pick(regexes);
  if (roll === 11) return random.pick(['@names', '"@names"', 'ALL', 'sameuser']);
  return spelled(random, random.pick(hbaRoles));
}

function line(random: Random, tls: boolean): string {
  const type = random.pick([
    'local',
    'local',
    'host',
    'host',
    'host',
    'hostssl',
    'hostnossl',
    'hostnogssenc',
  ]);
  const fields = [type, listOf(random, () => databaseToken(random)), listOf(random, () => userToken(random))];
  if (type !== 'local') fields.push(random.pick(addresses));
  const methods = [
    'trust',
    'reject',
    'md5',
    'scram-sha-256',
    'password',
    'ident',
    ...(type === 'local' ? ['peer'] : []),
    ...(type === 'hostssl' ? ['cert'] : []),
  ];
  const method = random.pick(methods);
  fields.push(random.chance(0.1) ? `"${method}"` : method);
  if ((method === 'ident' || method === 'peer' || method === 'cert') && random.chance(0.3))
    fields.push('map=m');
  if (type === 'hostssl' && tls && random.chance(0.2))
    fields.push(
      method === 'cert'
        ? 'clientcert=verify-full'
        : random.pick(['clientcert=verify-ca', 'clientcert="verify-full"', 'clientname=CN']),
    );
  const separator = random.pick([' ', '\t', '   ', ' \t ', '  \\\n ']);
  return (
    fields.join(separator) +
    random.pick(['', '', ' # note', '#x', '  ', '\r', ' # trailing \\\n host is still comment'])
  );
}

/** A line wide enough to be met often, for what hangs on certificates and maps. */
function mappedLine(random: Random, tls: boolean): string {
  const user = random.pick(['all', 'all', 'u1,u2', '+grp', 'u1']);
  if (!tls || random.chance(0.4))
    return `local all ${user} peer${random.pick(['', ' map=m', ' map=m', ' map=none'])}`;
  const method = random.pick([
    'cert',
    'cert map=m',
    'cert clientname=DN map=m',
    'cert clientcert=verify-full clientname=CN map=m',
    'trust clientcert=verify-ca',
    'trust clientcert=verify-full',
    'trust clientcert=verify-full clientname=DN',
    'password clientcert=verify-full',
  ]);
  return `hostssl all ${user} all ${method}`;
}

/** Outside names are the certificate's and the operating system user's. */
function identLine(random: Random): string {
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

export interface RandomHba {
  readonly text: string;
  /** A sound `pg_ident.conf` with a map `m`. */
  readonly ident: string;
  /** Files to put beside it, by name. */
  readonly files: Readonly<Record<string, string>>;
}

/** A file with every spelling the tokenizer knows; one in eight holds a line that makes the server refuse it. */
export function randomHba(
  random: Random,
  options: { readonly major: number; readonly tls: boolean },
): RandomHba {
  const rules = Array.from({ length: 1 + random.integer(9) }, () => line(random, options.tls));
  if (random.chance(0.3)) rules.splice(random.integer(rules.length), 0, mappedLine(random, options.tls));
  if (random.chance(0.15)) rules.splice(random.integer(rules.length), 0, random.pick(validOdd));
  if (random.chance(0.12)) rules.splice(random.integer(rules.length + 1), 0, random.pick(badLines));
  const files: Record<string, string> = { names: `u2, "a b" # comment\n+grp d1\n\n"x,y"` };
  if (options.major >= 16 && random.chance(0.4)) {
    files['more.hba'] = `${line(random, options.tls)}\n${line(random, options.tls)}`;
    files['parts/10.conf'] = `${line(random, options.tls)}\n`;
    files['parts/9.conf'] = `${line(random, options.tls)}\n`;
    files['parts/ignored.txt'] = 'nonsense\n';
    const include = random.pick([
      'include more.hba',
      'include_if_exists absent.hba',
      'include_dir parts',
      'include_if_exists "more.hba"',
    ]);
    rules.splice(random.integer(rules.length + 1), 0, include);
  } else if (random.chance(0.03)) rules.push('include more.hba');
  if (random.chance(0.1)) rules.splice(random.integer(rules.length), 0, '', '# a comment \\', 'continued');
  const ident = Array.from({ length: random.integer(4) }, () => `${identLine(random)}\n`).join('');
  return { ident, text: rules.join('\n') + random.pick(['', '\n', '\n\n']), files };
}
