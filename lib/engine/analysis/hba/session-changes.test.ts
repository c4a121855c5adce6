import { expect, test } from 'vitest';
import type { IdentMappingRow } from '../../inventory/sections/ident-mappings.ts';
import type { SessionGroupRow } from '../../inventory/sections/sessions.ts';
import { fixtureFacts, role } from '../access-fixture.ts';
import { parseHbaFile } from './parse-hba-file.ts';
import { parseIdentFile } from './parse-ident-file.ts';
import { sessionChanges } from './session-changes.ts';

const session = (extra: Partial<SessionGroupRow> = {}): SessionGroupRow => ({
  role: 'app',
  database: 'shop',
  address: null,
  transport: 'socket',
  application: 'web',
  backendType: 'client backend',
  tls: false,
  gss: false,
  tlsVersion: null,
  tlsCipher: null,
  clientCertificate: false,
  count: 1,
  ...extra,
});

const mapping = (systemUser: string, databaseUser: string): IdentMappingRow => ({
  file: null,
  line: 1,
  map: 'm',
  systemUser,
  databaseUser,
  error: null,
});

function outcomes(
  sessions: readonly SessionGroupRow[],
  text: string,
  more: {
    readonly maps?: string;
    readonly mapped?: readonly IdentMappingRow[];
    readonly unreadRules?: boolean;
  } = {},
) {
  const today = {
    file: null,
    line: 1,
    type: 'local',
    databases: ['all'],
    users: ['all'],
    address: null,
    netmask: null,
    method: 'peer',
    options: ['map=m'],
    error: null,
  };
  const facts = fixtureFacts({
    cluster: {
      roles: [role('app'), role('copy', { replication: true })],
      memberships: [],
      databases: [],
      sessions,
      ...(more.unreadRules
        ? {}
        : {
            'hba-rules': [
              today,
              { ...today, type: 'host', address: 'all', line: 2, method: 'trust', options: [] },
            ],
          }),
      ...(more.mapped ? { 'ident-mappings': more.mapped } : {}),
    },
  });
  return sessionChanges(facts, {
    rules: parseHbaFile(text, { major: 16 }),
    maps: more.maps === undefined ? null : parseIdentFile(more.maps, { major: 16 }),
  }).map(({ outcome }) => outcome);
}

const network = { transport: 'network', address: '10.0.0.7' } as const;

test('what was not shown of a session leaves it undecidable, never kept', () => {
  const everything =
    'local all all peer map=m\nhost all all all trust\nlocal replication all trust\nhost replication all all trust';
  expect(outcomes([session(), session(network)], everything)).toEqual(['kept', 'kept']);
  const hidden: Partial<SessionGroupRow>[] = [
    { transport: null },
    { role: null },
    { database: null },
    { ...network, gss: null },
  ];
  expect(outcomes(hidden.map(session), everything)).toEqual(hidden.map(() => 'undecidable'));
  // Snapshots of earlier versions did not tell a socket from an address that was not shown.
  const { transport: _, gss: __, ...old } = session();
  expect(outcomes([old, { ...old, address: '10.0.0.7' }], everything)).toEqual([
    'undecidable',
    'undecidable',
  ]);
});

test('a walsender is physical replication exactly without a database', () => {
  const sender = { ...network, role: 'copy', backendType: 'walsender' };
  expect(
    outcomes([session({ ...sender, database: null }), session(sender)], 'host replication all all trust\n'),
  ).toEqual(['changed-method', 'refused']);
  expect(
    outcomes([session({ ...sender, database: null }), session(sender)], 'host all all all trust\n'),
  ).toEqual(['refused', 'kept']);
});

test('without the rules of today nothing is kept, and a refusal is still one', () => {
  const unreadRules = { unreadRules: true };
  expect(outcomes([session()], 'local all all peer map=m\n', unreadRules)).toEqual(['undecidable']);
  expect(outcomes([session()], 'host all all all trust\n', unreadRules)).toEqual(['refused']);
});

test.each([
  ['the same lines', 'm bob app\n', 'kept'],
  ['another outside name', 'm eve app\n', 'undecidable'],
  ['another role', 'm bob somebody\n', 'refused'],
  ['a pattern that may become it', 'm /^(.*)$ \\1\n', 'undecidable'],
  ['another map', 'other bob app\n', 'refused'],
  ['a line the server refuses', 'm bob\n', 'undecidable'],
])('changed maps with %s', (_, maps, expected) => {
  expect(
    outcomes([session()], 'local all all peer map=m\n', { maps, mapped: [mapping('bob', 'app')] }),
  ).toEqual([expected]);
});

test('maps of today that were not read leave a session that came by one undecidable', () => {
  expect(outcomes([session()], 'local all all peer map=m\n', { maps: 'm bob app\n' })).toEqual([
    'undecidable',
  ]);
});
