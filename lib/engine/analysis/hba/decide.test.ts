import { expect, test } from 'vitest';
import { decide } from './decide.ts';
import type { HbaRequest } from './hba-rule.ts';
import { parseIpAddress, parseIpNetwork } from './ip-address.ts';
import { mapIdent } from './map-ident.ts';
import { parseHbaFile } from './parse-hba-file.ts';
import { parseIdentFile } from './parse-ident-file.ts';

function request(
  given: Partial<Omit<HbaRequest, 'address'>> & { readonly address?: string | null },
): HbaRequest {
  const { address = null, ...rest } = given;
  return {
    user: 'app',
    database: 'shop',
    tls: false,
    gss: false,
    replication: false,
    memberOf: new Set(),
    serverAddresses: [],
    ...rest,
    address: address === null ? null : parseIpAddress(address),
  };
}

function answer(text: string, given: Parameters<typeof request>[0], major = 16) {
  const { decision, method, rule } = decide(parseHbaFile(text, { major }), request(given));
  return [decision === 'method' ? method : decision, rule?.line ?? null];
}

test('the first match decides, and there is no second chance', () => {
  const text = 'host shop app 10.0.0.0/8 reject\nhost all all 0.0.0.0/0 md5';
  expect(answer(text, { address: '10.1.1.1' })).toEqual(['reject', 1]);
  expect(answer(text, { address: '11.1.1.1' })).toEqual(['md5', 2]);
  expect(answer(text, { address: '::1' })).toEqual(['implicit-reject', null]);
  expect(answer(text, {})).toEqual(['implicit-reject', null]);
});

test('keywords are bare, lower-case words; quoted they are names', () => {
  expect(answer('local "all" app trust', {})).toEqual(['implicit-reject', null]);
  expect(answer('local "all" app trust', { database: 'all' })).toEqual(['trust', 1]);
  expect(answer('local ALL app trust', {})).toEqual(['implicit-reject', null]);
  expect(answer('local samerole all trust', { database: 'team', memberOf: new Set(['team']) })).toEqual([
    'trust',
    1,
  ]);
  expect(answer('local all "+g" trust', { memberOf: new Set(['g']) })).toEqual(['implicit-reject', null]);
  expect(answer('local all +g trust', { memberOf: new Set(['g']) })).toEqual(['trust', 1]);
  expect(answer('local all "/^a" trust', {})).toEqual(['trust', 1]);
  expect(answer('local all /^a trust', {}, 15)).toEqual(['implicit-reject', null]);
});

test('all leaves physical replication out, and replication is no database', () => {
  expect(answer('local all all trust', { replication: true })).toEqual(['implicit-reject', null]);
  expect(answer('local replication all trust', { replication: true })).toEqual(['trust', 1]);
  expect(answer('local replication all trust', { database: 'replication' })).toEqual([
    'implicit-reject',
    null,
  ]);
  expect(answer('local "replication" all trust', { database: 'replication' })).toEqual(['trust', 1]);
});

test('connection types tell TLS and GSSAPI encryption apart', () => {
  const text = 'hostssl all all all scram-sha-256\nhostgssenc all all all gss\nhostnossl all all all reject';
  expect(answer(text, { address: '10.0.0.1', tls: true })).toEqual(['scram-sha-256', 1]);
  expect(answer(text, { address: '10.0.0.1', gss: true })).toEqual(['gss', 2]);
  expect(answer(text, { address: '10.0.0.1' })).toEqual(['reject', 3]);
});

test('what only the server can know is undecidable, never guessed', () => {
  expect(
    answer('host all all db.example.com trust\nhost all all all reject', { address: '10.0.0.1' }),
  ).toEqual(['undecidable', 1]);
  expect(
    answer('host other all db.example.com trust\nhost all all all reject', { address: '10.0.0.1' }),
  ).toEqual(['reject', 2]);
  expect(answer('host all all samenet trust', { address: '10.0.0.1', serverAddresses: null })).toEqual([
    'undecidable',
    1,
  ]);
  const own = parseIpNetwork('10.0.0.2/24');
  expect(
    answer('host all all samenet trust', { address: '10.0.0.1', serverAddresses: own ? [own] : [] }),
  ).toEqual(['trust', 1]);
  expect(
    answer('host all all samehost trust', { address: '10.0.0.1', serverAddresses: own ? [own] : [] }),
  ).toEqual(['implicit-reject', null]);
  expect(answer('local all /(.)\\1 trust', {})).toEqual(['undecidable', 1]);
  expect(answer('local all /(((a*){200}){200}){200}$ trust', { user: 'a'.repeat(60) })[0]).toMatch(
    /undecidable|trust/,
  );
  expect(answer('include other.conf\nlocal all all trust', {})).toEqual(['undecidable', null]);
});

test('a broken line spoils the file', () => {
  expect(answer('local all all trust\nnonsense', {})).toEqual(['file-error', null]);
});

test('an IPv4 client written as IPv6 is what the server sees: IPv4', () => {
  expect(answer('host all all 10.0.0.0/8 trust', { address: '::ffff:10.0.0.7' })).toEqual(['trust', 1]);
});

test('ident maps: literal, pattern with a group, and the inside names of 16', () => {
  const text = 'm root postgres\nm /^(.*)@corp$ \\1\nm bob +staff\nm eve all\nm /^x$ \\1';
  const may = (systemUser: string, user: string, major = 16, memberOf = new Set<string>()) =>
    mapIdent(parseIdentFile(text, { major }), { map: 'm', systemUser, user, memberOf });
  expect(may('root', 'postgres')).toBe('yes');
  expect(may('ann@corp', 'ann')).toBe('yes');
  expect(may('ann@corp', 'bob')).toBe('no');
  expect(may('bob', 'x', 16, new Set(['staff']))).toBe('yes');
  expect(may('bob', 'x', 15, new Set(['staff']))).toBe('no');
  expect(may('eve', 'postgres')).toBe('yes');
  expect(may('eve', 'postgres', 15)).toBe('no');
  expect(may('x', 'x')).toBe('no');
  expect(
    mapIdent(parseIdentFile('', { major: 16 }), {
      map: null,
      systemUser: 'a',
      user: 'a',
      memberOf: new Set(),
    }),
  ).toBe('yes');
});
