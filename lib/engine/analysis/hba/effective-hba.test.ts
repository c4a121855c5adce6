import { expect, test } from 'vitest';
import { randomFrom } from '../../../testing/random.ts';
import { role } from '../access-fixture.ts';
import { reach } from '../reach.ts';
import { decide } from './decide.ts';
import { effectiveHba } from './effective-hba.ts';
import { facts, rowsOf } from './effective-hba-fixture.ts';
import { effectiveIdent } from './effective-ident.ts';
import { parseIpAddress } from './ip-address.ts';
import { rulesFromInventory } from './rules-from-inventory.ts';

test('a reject before opens nothing, a reject after closes nothing', () => {
  const hba = effectiveHba(
    facts(
      'local all all peer\nhostnossl all all all reject\nhost all all 0.0.0.0/0 scram-sha-256\nhost all app 10.0.0.0/8 reject',
    ),
  );
  expect(
    hba.rules.map((rule) => [
      rule.accepts,
      rule.remote,
      rule.plaintextPossible,
      rule.shadowedBy?.line ?? null,
    ]),
  ).toEqual([
    [true, false, false, null],
    [false, true, true, null],
    [true, true, false, null],
    [false, true, false, 3],
  ]);
  expect(hba.rules.map((rule) => rule.addressWidth)).toEqual([null, 128, 32, 24]);
  expect(hba.defaultDeny).toBe(false);
});

test('several earlier rules together can leave nothing', () => {
  const hba = effectiveHba(
    facts('host all all 0.0.0.0/0 reject\nhost all all ::/0 reject\nhost all all all trust'),
  );
  expect(hba.rules[2]).toMatchObject({ accepts: false, shadowedBy: { line: 2 }, matchesRoles: [] });
  const kept = effectiveHba(facts('host shop all 0.0.0.0/0 reject\nhost all all 0.0.0.0/0 trust'));
  expect(kept.rules[1]).toMatchObject({ accepts: true, shadowedBy: null });
});

test('addresses of several earlier rules add up, for each user and connection', () => {
  const states = (text: string, extra?: Parameters<typeof facts>[1]) =>
    effectiveHba(facts(text, extra)).rules.map(({ shadowedTogether }) =>
      shadowedTogether.map(({ line }) => line),
    );
  expect(
    states(
      'host all all 0.0.0.0/1 trust\nhost shop all 128.0.0.0/1 trust\nhost shop app 0.0.0.0/0 md5\nhost all app 0.0.0.0/0 md5',
    ),
  ).toEqual([[], [], [1, 2], []]);
  // One half for TLS only: plain connections are left.
  expect(
    states('host all all 0.0.0.0/1 trust\nhostssl all all 128.0.0.0/1 trust\nhost all all 0.0.0.0/0 md5'),
  ).toEqual([[], [], []]);
  // By type and address at once, one family by halves and the other whole.
  expect(
    states(
      'hostssl all all 0.0.0.0/1 trust\nhostnossl all all 0.0.0.0/2 trust\nhostnossl all all 64.0.0.0/2 trust\nhost all all 128.0.0.0/1 trust\nhost all all ::/0 trust\nhost all all all md5\nhost all all samenet md5',
    ).slice(5),
  ).toEqual([[1, 2, 3, 4, 5], [6]]);
  // A group is all its members and itself.
  const group =
    'host all dba 10.0.0.0/8 trust\nhost all admins 10.0.0.0/9 trust\nhost all admins 10.128.0.0/9 trust\n';
  expect(states(`${group}host all +admins 10.0.0.0/8 md5`)[3]).toEqual([1, 2, 3]);
  expect(states(`${group}host all +admins 10.0.0.0/8 md5`, { roles: [role('+admins')] })[3]).toEqual([]);
});

test('halves are no default deny, and leave a role nothing further down', () => {
  const halves = 'host all all 0.0.0.0/1 trust\nhost all all 128.0.0.0/1 trust\n';
  expect(effectiveHba(facts(halves)).defaultDeny).toBe(false);
  expect(
    effectiveHba(facts('host all all 0.0.0.0/1 trust\nhost all app 128.0.0.0/1 trust\n')).defaultDeny,
  ).toBe(true);
  const kept = effectiveHba(
    facts('host all app 0.0.0.0/1 reject\nhost all app 128.0.0.0/1 reject\nhost all all 0.0.0.0/0 md5'),
  );
  expect(kept.rules[2]?.matchesRoles).toEqual(['dba', 'postgres']);
});

test('masks with holes are followed, and many of them do not stop the scan', () => {
  const odd =
    'host all all 0.0.0.1 0.0.0.1 trust\nhost all all 0.0.0.0 0.0.0.1 trust\nhost all all 0.0.0.0/0 md5';
  expect(effectiveHba(facts(odd)).rules[2]?.shadowedBy).toMatchObject({ line: 2 });
  const random = randomFrom(11);
  const octet = () => random.integer(256);
  const holes = Array.from(
    { length: 400 },
    () =>
      `host all all ${[0, 0, 0, 0].map(octet).join('.')} ${[0, 0, 0, 0].map(() => 1 << random.integer(8)).join('.')} trust`,
  );
  const before = performance.now();
  effectiveHba(facts(`${holes.join('\n')}\nhost all all 0.0.0.0/0 md5`));
  expect(performance.now() - before).toBeLessThan(20_000);
});

test('superusers kept out by an earlier group reject do not count as let in', () => {
  const hba = effectiveHba(
    facts(
      'local all all peer\nhost all postgres,+admins all reject\nhostssl all all 10.0.0.0/8 scram-sha-256',
    ),
  );
  expect(hba.rules[2]?.matchesRoles).toEqual(['app']);
  expect(hba.superuserReach.filter(({ rule }) => rule.remote)).toEqual([]);
  expect(hba.superuserReach.map(({ role: name }) => name)).toEqual(['dba', 'postgres']);
  expect(hba.defaultDeny).toBe(true);
});

test('words whose quotes are lost are ambiguous exactly where the name exists', () => {
  const plain = effectiveHba(facts('host all all all trust'));
  expect(plain.rules[0]?.ambiguous).toBeNull();
  const withDatabase = facts('host all all all trust', { databases: ['all'] });
  expect(effectiveHba(withDatabase).rules[0]?.ambiguous).toContain('all');
  const request = {
    user: 'app',
    database: 'shop',
    address: parseIpAddress('10.0.0.1'),
    tls: false,
    gss: false,
    replication: false,
    memberOf: new Set<string>(),
    serverAddresses: null,
  };
  expect(decide(rulesFromInventory(withDatabase), request).decision).toBe('undecidable');
  expect(decide(rulesFromInventory(withDatabase), { ...request, database: 'all' }).decision).toBe('method');
});

test('a row with an error is a broken file, unless the rule is sound and can only never match', () => {
  const [row] = rowsOf('hostssl all all all scram-sha-256');
  if (!row) throw new Error('no row');
  const inert = effectiveHba(
    facts([{ ...row, error: 'hostssl record cannot match because SSL is disabled' }]),
  );
  expect(inert.errors).toEqual([]);
  expect(inert.rules[0]).toMatchObject({ accepts: false, matchesRoles: [] });
  const broken = facts([
    row,
    { ...row, line: 2, type: null, method: null, address: null, databases: [], users: [], error: 'invalid' },
  ]);
  expect(effectiveHba(broken).errors).toMatchObject([{ line: 2, error: 'invalid' }]);
  expect(reach(broken)).toEqual([]);
});

test('reach says who gets where from which part of the network', () => {
  const reached = reach(
    facts(
      'local all postgres peer\nhostssl shop app 10.0.0.0/8 scram-sha-256\nhost all all 127.0.0.1/32 trust',
    ),
  );
  expect(
    reached.map(({ roles, databases, origin, tls, method }) => [roles, databases, origin, tls, method]),
  ).toEqual([
    [['postgres'], ['postgres', 'shop'], { class: 'local' }, null, 'peer'],
    [['app'], ['shop'], { class: 'network', network: '10.0.0.0/8' }, true, 'scram-sha-256'],
    [
      ['app', 'dba', 'postgres'],
      ['postgres', 'shop'],
      { class: 'loopback', network: '127.0.0.1/32' },
      false,
      'trust',
    ],
    [
      ['app', 'dba', 'postgres'],
      ['postgres', 'shop'],
      { class: 'loopback', network: '127.0.0.1/32' },
      true,
      'trust',
    ],
  ]);
});

test('ident maps name the roles they let in and the lines that take anybody', () => {
  const { rules } = effectiveIdent(facts('local all all peer'));
  expect(rules.map((rule) => [rule.catchAll, rule.grantsRoles])).toEqual([
    [true, ['app', 'dba', 'postgres']],
    [false, ['app']],
    [false, ['dba']],
  ]);
});
