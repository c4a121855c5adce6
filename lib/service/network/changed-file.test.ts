import { expect, test } from 'vitest';
import { fixtureFacts, role } from '../../engine/analysis/access-fixture.ts';
import type { HbaRuleRow } from '../../engine/inventory/sections/hba-rules.ts';
import type { SessionGroupRow } from '../../engine/inventory/sections/sessions.ts';
import { changedFile } from './changed-file.ts';

const row = (
  line: number,
  type: string,
  users: string,
  address: string | null,
  method: string,
): HbaRuleRow => ({
  file: null,
  line,
  type,
  databases: ['all'],
  users: [users],
  address,
  netmask: null,
  method,
  options: [],
  error: null,
});

const session = (user: string, address: string | null, count = 1): SessionGroupRow => ({
  role: user,
  database: 'shop',
  address,
  transport: address === null ? 'socket' : 'network',
  application: 'web',
  backendType: 'client backend',
  tls: false,
  gss: false,
  tlsVersion: null,
  tlsCipher: null,
  clientCertificate: false,
  count,
});

const today = [
  row(3, 'local', 'all', null, 'peer'),
  row(4, 'host', 'app', '10.0.0.0/8', 'md5'),
  row(9, 'host', 'batch', '10.0.0.0/8', 'md5'),
];

function facts(extra: { readonly rules?: readonly HbaRuleRow[]; readonly sessions?: null } = {}) {
  return fixtureFacts({
    cluster: {
      roles: [role('app'), role('batch')],
      memberships: [],
      databases: [
        {
          name: 'shop',
          owner: 'app',
          encoding: 'UTF8',
          allowConnections: true,
          template: false,
          connectionLimit: -1,
          acl: null,
        },
      ],
      'hba-rules': extra.rules ?? today,
      ...(extra.sessions === null
        ? {}
        : {
            sessions: [session('app', '10.0.0.7', 3), session('batch', '10.0.0.8', 2), session('app', null)],
          }),
    },
  });
}

const changed =
  'local all all peer # as before\nhost all batch 10.0.0.0/9 scram-sha-256\nhost all app 10.0.0.0/8 md5\nhost all app 192.0.2.0/24 trust\n';

test('rules, sessions and reach of a changed file are told apart', () => {
  const answer = changedFile(facts(), {
    hba: changed.replace('host all app 10.0.0.0/8 md5\n', ''),
    ident: '',
  });
  expect(answer).toMatchObject({
    errors: [],
    diff: {
      lines: [
        { change: 'same', before: 3, after: 1 },
        { change: 'removed', text: 'host all app 10.0.0.0/8 md5', before: 4 },
        { change: 'removed', before: 9 },
        { change: 'added', text: 'host all batch 10.0.0.0/9 scram-sha-256', after: 2 },
        { change: 'added', after: 3 },
      ],
    },
    sessions: { counts: { refused: 3, undecidable: 0, 'changed-method': 2, kept: 1 }, groups: 3 },
  });
  const reach = 'lines' in answer.reach ? answer.reach.lines : [];
  expect(
    reach
      .filter(({ encryption }) => encryption === 'TLS or none')
      .map(({ kind, place, roles, before, after }) => [kind, place, roles, before, after]),
  ).toEqual([
    ['gained', '192.0.2.0/24', ['app'], 'no rule: refused', 'trust (line 3)'],
    ['lost', '10.0.0.0/8', ['app'], 'md5 (line 4)', 'no rule: refused'],
    ['lost', '10.0.0.0/8', ['batch'], 'md5 (line 9)', 'no rule: refused'],
    ['lost', '10.0.0.0/9', ['app'], 'md5 (line 4)', 'no rule: refused'],
    ['other-method', '10.0.0.0/9', ['batch'], 'md5 (line 9)', 'scram-sha-256 (line 2)'],
  ]);
});

test('the same rules change nothing, wherever they stand in the file', () => {
  const same =
    'local all all peer\n\n# and\nhost all app 10.0.0.0/8 md5\nhost all batch 10.0.0.0 255.0.0.0 md5\n';
  const answer = changedFile(facts(), { hba: same, ident: '' });
  expect(answer).toMatchObject({ sessions: { counts: { kept: 6, refused: 0 } }, reach: { total: 0 } });
  expect('lines' in answer.diff && answer.diff.lines.every((line) => line.change === 'same')).toBe(true);
});

test('a file the server refuses is said by line, and nothing else is made of it', () => {
  const answer = changedFile(facts(), { hba: `${changed}host all all 10.0.0.0/99 md5\n`, ident: 'm x\n' });
  expect(answer).toMatchObject({
    errors: [{ line: 5, unread: false, error: expect.stringContaining('10.0.0.0/99') }],
    identErrors: [{ line: 1 }],
    diff: { unknown: expect.stringContaining('line 5') },
    sessions: { unknown: expect.stringContaining('line 5') },
    reach: { unknown: expect.stringContaining('line 5') },
  });
  const included = changedFile(facts(), { hba: 'include /etc/shadow\n', ident: '' });
  expect(included).toMatchObject({ errors: [{ unread: true }], sessions: { unknown: expect.anything() } });
});

test('what was not read is unknown, never nothing', () => {
  const answer = changedFile(facts({ sessions: null }), { hba: changed, ident: '' });
  expect(answer.sessions).toEqual({ unknown: 'sessions could not be read: not part of this fixture' });
  const [first] = today;
  const unloaded = facts({ rules: first ? [{ ...first, changedSinceLoad: true }] : [] });
  expect(changedFile(unloaded, { hba: changed, ident: '' })).toMatchObject({
    diff: { unknown: expect.stringContaining('changed after') },
    reach: { unknown: expect.stringContaining('changed after') },
    sessions: { counts: { kept: 0 } },
  });
});

test.each([
  ['the longest file that is taken', 7_500, true],
  ['the longest whose reach is compared', 480, false],
])('%s is answered in seconds', { timeout: 30_000 }, (_, count, tooMany) => {
  const lines = Array.from(
    { length: count },
    (_, at) => `host all u${at} 10.${at >> 8}.${at & 255}.0/24 md5`,
  );
  const before = performance.now();
  const answer = changedFile(facts(), { hba: lines.join('\n'), ident: '' });
  expect('unknown' in answer.reach && answer.reach.unknown.includes('too many')).toBe(tooMany);
  expect(performance.now() - before).toBeLessThan(10_000);
});
