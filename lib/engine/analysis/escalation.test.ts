import { expect, test } from 'vitest';
import type { RoleRow } from '../inventory/sections/roles.ts';
import { fixtureFacts, membership, role } from './access-fixture.ts';
import { escalations } from './escalation.ts';

const attributes: Readonly<Record<string, Partial<RoleRow>>> = {
  postgres: { superuser: true },
  creator: { createRole: true },
  backup: { bypassRls: true },
};
const names = [
  'postgres',
  'creator',
  'backup',
  'a',
  'b',
  'pg_execute_server_program',
  'pg_read_server_files',
];

function paths(versionNum: number, memberships: Parameters<typeof membership>[]) {
  const facts = fixtureFacts({
    versionNum,
    cluster: {
      roles: names.map((name) => role(name, attributes[name])),
      memberships: memberships.map((of) => membership(...of)),
    },
  });
  return escalations(facts).map(({ role: who, to, target, path }) => ({ who, to, target, path }));
}

test('superuser by SET ROLE through a group', () => {
  const found = paths(160_000, [
    ['a', 'b', 'S'],
    ['b', 'postgres', 'S'],
  ]);
  expect(found.filter((one) => one.who === 'a')).toEqual([
    {
      who: 'a',
      to: 'superuser',
      target: 'postgres',
      path: ['"a" may SET ROLE to "postgres" through "b"', '"postgres" is a superuser'],
    },
  ]);
});

test('ADMIN OPTION on a superuser role is refused since 16, on a role that may become one it is a way', () => {
  expect(paths(160_000, [['a', 'postgres', 'A']])).toEqual([]);
  const found = paths(160_000, [
    ['a', 'b', 'A'],
    ['b', 'postgres', 'S'],
  ]);
  expect(found.filter((one) => one.who === 'a').map((one) => [one.to, one.target, one.path.length])).toEqual([
    ['role', 'b', 1],
    ['role', 'postgres', 2],
    ['superuser', 'postgres', 3],
  ]);
});

test('CREATEROLE reaches the operating system before 16, and nothing by itself since', () => {
  const before = paths(150_000, []).filter((one) => one.who === 'creator');
  expect(before.map((one) => [one.to, one.target])).toEqual([
    ['bypass-rls', 'backup'],
    ['operating-system', 'pg_execute_server_program'],
    ['operating-system', 'pg_read_server_files'],
    ['role', null],
  ]);
  expect(paths(160_000, [])).toEqual([]);
});

test('CREATEROLE with ADMIN OPTION since 16 takes over the role', () => {
  const found = paths(160_000, [['creator', 'backup', 'A']]);
  expect(found.map((one) => [one.to, one.target])).toEqual([
    ['bypass-rls', 'backup'],
    ['role', 'backup'],
  ]);
});

test.each([
  [14, 1],
  [15, 0],
])('on %i server programs ask for membership whatever its options: %i', (major, count) => {
  const found = paths(major * 10_000, [['a', 'pg_execute_server_program', '']]);
  expect(found.filter((one) => one.who === 'a' && one.to === 'operating-system')).toHaveLength(count);
});
