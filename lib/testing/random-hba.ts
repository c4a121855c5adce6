import type { Random } from './random.ts';
import { databaseToken, hbaAddresses, listOf, userToken } from './random-hba-tokens.ts';
import { identLine } from './random-ident.ts';

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
  if (type !== 'local') fields.push(random.pick(hbaAddresses));
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
