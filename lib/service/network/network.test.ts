import { expect, test } from 'vitest';
import { fixtureFacts, membership, role } from '../../engine/analysis/access-fixture.ts';
import type { HbaRuleRow } from '../../engine/inventory/sections/hba-rules.ts';
import type { IdentMappingRow } from '../../engine/inventory/sections/ident-mappings.ts';
import { emptyPolicy } from '../../engine/policy/policy.ts';
import { attackPaths } from '../access/attack-paths.ts';
import type { OpenSnapshot } from '../snapshot/open-snapshot.ts';
import { networkOverview } from './network-overview.ts';
import { parseAttempt, tryConnection } from './try-connection.ts';

let line = 0;
const rule = (text: string, error: string | null = null): HbaRuleRow => {
  const [type = '', database = '', user = '', address = '', method = ''] = text.split(' ');
  line += 1;
  return {
    file: null,
    line,
    type: error ? null : type,
    databases: [database],
    users: [user],
    address: type === 'local' ? null : address,
    netmask: null,
    method: error ? null : type === 'local' ? address : method,
    options: [],
    error,
  };
};

function facts(hba: readonly HbaRuleRow[] | undefined, ident?: readonly IdentMappingRow[]) {
  return fixtureFacts({
    cluster: {
      ...(ident ? { 'ident-mappings': ident } : {}),
      roles: [
        role('postgres', { superuser: true, login: false }),
        role('boss', { superuser: true, login: false }),
        role('app'),
        role('on_call'),
        role('sleeper', { login: false }),
      ],
      memberships: [membership('on_call', 'boss', 'S')],
      databases: [
        {
          name: 'shop',
          owner: 'postgres',
          encoding: 'UTF8',
          allowConnections: true,
          template: false,
          connectionLimit: -1,
          acl: ['app=c/postgres'],
        },
      ],
      ...(hba ? { 'hba-rules': hba } : {}),
    },
  });
}

const rules = () => {
  line = 0;
  return [
    rule('local all all peer'),
    rule('host shop app 10.0.1.0/24 scram-sha-256'),
    rule('host all on_call 0.0.0.0/0 md5'),
    rule('host shop app 10.0.1.7/32 trust'),
    rule('host all on_call 0.0.0.0/0 reject'),
  ];
};

test('rules say what becomes of them where they stand', () => {
  const {
    rules: lines,
    outside,
    zones,
  } = networkOverview(facts(rules()), {
    ...emptyPolicy,
    boundaries: [{ id: 'tier', cidrs: ['10.0.1.0/24'] }],
  });
  expect(lines.map(({ state, because }) => [state, because[0]?.line ?? null])).toEqual([
    ['accepts', null],
    ['accepts', null],
    ['accepts', null],
    ['shadowed', 2],
    ['too-late', 3],
  ]);
  expect(outside.map((one) => one.line)).toEqual([3]);
  expect(zones?.map((zone) => zone.rules.map((one) => one.line))).toEqual([[2]]);
});

test('a change that was not loaded is seen only where the times of the file were read', () => {
  const seen = (changedSinceLoad: boolean | null | undefined) =>
    networkOverview(facts(rules().map((row) => ({ ...row, changedSinceLoad }))), emptyPolicy).driftSeen;
  expect([seen(false), seen(true), seen(null), seen(undefined)]).toEqual([true, true, false, false]);
  expect(networkOverview(facts([]), emptyPolicy).driftSeen).toBe(false);
});

const attempt = (said: Readonly<Record<string, string>>) =>
  tryConnection(facts(rules()), parseAttempt({ user: 'app', database: 'shop', ...said }));

test('an attempt is decided, and what comes after the rules is said', () => {
  expect(attempt({ address: '10.0.1.7' })).toMatchObject({
    answer: { decision: 'method', method: 'scram-sha-256', rule: { line: 2 }, afterwards: [] },
  });
  expect(attempt({ address: '10.0.2.7' })).toMatchObject({ answer: { decision: 'implicit-reject' } });
  expect(attempt({ user: 'on_call' })).toMatchObject({
    answer: { method: 'peer', afterwards: ['The role has no CONNECT on the database: it is refused.'] },
  });
  expect(attempt({ user: 'sleeper' })).toMatchObject({
    answer: { afterwards: ['The role has no LOGIN: it is refused.', expect.stringContaining('CONNECT')] },
  });
  expect(attempt({ address: 'db.example.com' })).toMatchObject({ wrong: { field: 'address' } });
  expect(attempt({ user: '' })).toMatchObject({ wrong: { field: 'user' } });
});

const snapshot = (hba: readonly HbaRuleRow[] | undefined): OpenSnapshot => ({
  facts: facts(hba),
  policy: emptyPolicy,
  scan: {
    id: '1',
    targetId: '1',
    state: 'done',
    stage: '',
    done: 0,
    total: 0,
    cancelRequested: false,
    requestedAt: '',
    requestedBy: null,
    startedAt: null,
    finishedAt: '',
    error: null,
    serverVersion: null,
    databases: [],
    policyVersion: null,
    organisationPolicyVersion: null,
    kind: 'read',
    readAt: '2026-11-21T00:00:00.000Z',
    summary: {
      verdicts: { pass: 0, fail: 0, unknown: 0, notApplicable: 0 },
      findings: { critical: 0, high: 0, medium: 0, low: 0, info: 0, accepted: 0, falsePositive: 0 },
      threats: { covered: 0, partial: 0, gap: 0, unknown: 0, accepted: 0 },
      gaps: 0,
      fixFirst: [],
      decisions: 0,
      tls: null,
    },
    stale: null,
  },
});

test('an attack begins where the rules let in, and says which rule', () => {
  const { paths, reachable, gaps } = attackPaths(snapshot(rules()));
  expect(reachable).toBe(2);
  expect(paths).toMatchObject([
    {
      role: 'on_call',
      goal: 'superuser',
      target: 'boss',
      way: ['on_call', 'boss'],
      entry: { network: '0.0.0.0/0', method: 'md5', line: 3 },
    },
  ]);
  // The columns of the one database were not read: said, not left out.
  expect(gaps.map((gap) => gap.input)).toContain('columns');
});

test.each([
  ['unread rules', undefined],
  ['a file with an error', [rule('host all all bad md5', 'invalid IP mask')]],
])('with %s every login role counts as reachable, from nobody knows where', (_, hba) => {
  const { paths, reachable, gaps } = attackPaths(snapshot(hba));
  expect(reachable).toBeNull();
  expect(gaps.map((gap) => gap.input)).toContain('hba-rules');
  expect(paths).toMatchObject([{ role: 'on_call', goal: 'superuser', entry: { network: null } }]);
});

test('halves are shown as what they come to together, and zones that hold a rule together hold it', () => {
  line = 0;
  const halves = [
    rule('host shop app 0.0.0.0/1 md5'),
    rule('host shop app 128.0.0.0/1 md5'),
    rule('host shop app 0.0.0.0/0 trust'),
    rule('host shop on_call 10.0.0.0/8 md5'),
    rule('host shop on_call db.example.com md5'),
  ];
  const { rules: lines, outside } = networkOverview(facts(halves), {
    ...emptyPolicy,
    boundaries: [
      { id: 'low', cidrs: ['10.0.0.0/9'] },
      { id: 'high', cidrs: ['10.128.0.0/9'] },
    ],
  });
  const at = (references: readonly { line: number }[]) => references.map((one) => one.line);
  expect(lines.map(({ state, because, everywhereWith }) => [state, at(because), at(everywhereWith)])).toEqual(
    [
      ['accepts', [], [2]],
      ['accepts', [], [1]],
      ['shadowed', [1, 2], []],
      ['accepts', [], []],
      ['accepts', [], []],
    ],
  );
  expect(lines.map(({ zones }) => zones)).toEqual([[], [], null, ['low', 'high'], null]);
  expect(at(outside)).toEqual([1, 2]);
});

const mapped = (number: number, systemUser: string, databaseUser: string, error: string | null = null) => ({
  file: null,
  line: number,
  map: 'm',
  systemUser,
  databaseUser,
  error,
});

test('where the deciding rule goes through a map, the line that lets in is named, and a map that was not read is unknown', () => {
  const sound = [mapped(1, 'bob', 'app'), mapped(2, '/^(.*)@corp$', '\\1'), mapped(3, 'eve', 'boss')];
  const ask = (
    ident: readonly IdentMappingRow[] | undefined,
    said: Readonly<Record<string, string>> = {},
  ) => {
    const peer = rule('local all all peer');
    const throughMap = { ...peer, options: said.map === '' ? [] : ['map=m'] };
    const result = tryConnection(
      facts([throughMap], ident),
      parseAttempt({ user: 'app', database: 'shop', outside: '', ...said }),
    );
    return 'answer' in result ? result.answer.outside : null;
  };
  expect(ask(sound)).toMatchObject({
    name: 'system-user',
    map: 'm',
    verdict: 'not-asked',
    forRole: [{ line: 1, text: 'm bob app' }, { line: 2 }],
  });
  expect(ask(sound, { outside: 'bob' })).toMatchObject({ verdict: 'let-in', line: { line: 1 } });
  expect(ask(sound, { outside: 'app@corp' })).toMatchObject({ verdict: 'let-in', line: { line: 2 } });
  expect(ask(sound, { outside: 'eve' })).toMatchObject({ verdict: 'refused', line: null });
  expect(ask(sound, { user: 'sleeper', outside: 'x' })).toMatchObject({
    verdict: 'refused',
    forRole: [{ line: 2 }],
  });
  expect(ask(undefined, { outside: 'bob' })).toMatchObject({
    verdict: 'unknown',
    reason: 'not part of this fixture',
  });
  expect(ask([...sound, mapped(4, 'x', 'y', 'bad line')], { outside: 'bob' })).toMatchObject({
    verdict: 'unknown',
    reason: expect.stringContaining('bad line'),
  });
  // Without a map the ident file plays no part.
  expect(ask(undefined, { map: '', outside: 'app' })).toMatchObject({ verdict: 'let-in' });
  expect(ask(undefined, { map: '', outside: 'bob' })).toMatchObject({ verdict: 'refused' });
});

test('a password method asks for no name from outside', () => {
  expect(attempt({ address: '10.0.1.7' })).toMatchObject({ answer: { outside: null } });
});
