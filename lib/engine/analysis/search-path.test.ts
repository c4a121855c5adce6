import { expect, test } from 'vitest';
import type { RoutineRow } from '../inventory/sections/routines.ts';
import { fixtureFacts, membership, role } from './access-fixture.ts';
import { searchPathOf, splitSearchPath } from './search-path.ts';

test('names are split as the server splits them', () => {
  expect(splitSearchPath('pg_catalog, App, "App,x""y", pg_temp')).toEqual([
    'pg_catalog',
    'app',
    'App,x"y',
    'pg_temp',
  ]);
  expect(splitSearchPath('""')).toEqual(['']);
  expect(splitSearchPath('')).toEqual([]);
  expect(splitSearchPath('"a, pg_temp"')).toEqual(['a, pg_temp']);
  expect(splitSearchPath('a,')).toBeNull();
  expect(splitSearchPath('a "b"')).toBeNull();
});

const schema = (name: string, owner: string, acl: string[] | null) => ({ name, owner, acl });
const facts = fixtureFacts({
  cluster: {
    roles: [
      role('postgres', { superuser: true }),
      role('owner', { login: false }),
      role('app'),
      role('deputy'),
    ],
    memberships: [membership('deputy', 'owner', 'S')],
    databases: [
      {
        name: 'shop',
        owner: 'postgres',
        encoding: 'UTF8',
        allowConnections: true,
        template: false,
        connectionLimit: -1,
        acl: null,
      },
    ],
  },
  database: {
    schemas: [
      schema('pg_catalog', 'postgres', ['postgres=UC/postgres', '=U/postgres']),
      schema('public', 'postgres', ['postgres=UC/postgres', '=UC/postgres']),
      schema('private', 'owner', ['owner=UC/owner', '=U/owner']),
      schema('shared', 'owner', ['owner=UC/owner', 'app=C/owner']),
    ],
  },
});
const [database] = facts.databases;

function judged(path: string | null) {
  if (!database) throw new Error('no database');
  const routine: RoutineRow = {
    schema: 'private',
    name: 'f',
    signature: '',
    kind: 'function',
    owner: 'owner',
    acl: null,
    language: 'sql',
    securityDefiner: true,
    leakproof: false,
    returnType: 'void',
    config: path === null ? [] : ['work_mem=1MB', `search_path=${path}`],
    source: null,
    extension: null,
  };
  const { state, problems } = searchPathOf(database, routine);
  return [
    state,
    ...problems.map((problem) =>
      'schema' in problem ? `${problem.kind} ${problem.schema} ${problem.roles.join('+')}` : problem.kind,
    ),
  ];
}

test.each([
  [null, ['unpinned']],
  ['pg_catalog, pg_temp', ['safe']],
  ['private, pg_temp', ['safe']],
  ['pg_catalog, private, pg_temp', ['safe']],
  ['""', ['unsafe', 'pg_temp-not-last']],
  ['pg_catalog', ['unsafe', 'pg_temp-not-last']],
  ['pg_temp, pg_catalog', ['unsafe', 'pg_temp-not-last']],
  ['public, pg_temp', ['unsafe', 'others-create public app']],
  ['shared, pg_temp', ['unsafe', 'others-create shared app']],
  ['"pg_catalog, pg_temp"', ['unsafe', 'pg_temp-not-last']],
  ['"$user", pg_temp', ['unsafe', 'per-user']],
])('%s', (path, expected) => {
  expect(judged(path)).toEqual(expected);
});
