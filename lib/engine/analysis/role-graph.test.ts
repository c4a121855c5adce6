import { expect, test } from 'vitest';
import { fixtureFacts, membership, role } from './access-fixture.ts';
import type { ClusterFacts } from './facts.ts';
import { roleGraph } from './role-graph.ts';
import { UnreadSection } from './unread-section.ts';

const names = (set: ReadonlySet<string>) => [...set].sort();

const shop = {
  name: 'shop',
  owner: 'd',
  encoding: 'UTF8',
  allowConnections: true,
  template: false,
  connectionLimit: -1,
  acl: null,
};

function facts(
  versionNum: number,
  memberships: Parameters<typeof membership>[],
  attributes = {},
): ClusterFacts {
  const roles = ['a', 'b', 'c', 'd', 'pg_database_owner'].map((name) =>
    role(name, name === 'd' ? attributes : {}),
  );
  return fixtureFacts({
    versionNum,
    cluster: { roles, memberships: memberships.map((of) => membership(...of)), databases: [shop] },
  });
}

test('each closure needs its own option on every hop', () => {
  const graph = roleGraph(
    facts(160_000, [
      ['d', 'b', 'I'],
      ['b', 'a', 'S'],
    ]),
  );
  expect(names(graph.inherits('d'))).toEqual(['b', 'd']);
  expect(names(graph.settable('d'))).toEqual(['d']);
  expect(names(graph.memberOf('d'))).toEqual(['a', 'b']);
  expect(names(graph.membersOf('a'))).toEqual(['b', 'd']);
  expect(graph.path('d', 'a', 'member')).toEqual(['d', 'b', 'a']);
  expect(graph.path('d', 'a', 'inherit')).toBeNull();
  expect(graph.reaches('d', 'b', 'inherit')).toBe(true);
});

test('options of several grantors are OR-ed', () => {
  const graph = roleGraph(
    facts(160_000, [
      ['d', 'a', 'I', 'b'],
      ['d', 'a', 'S', 'c'],
    ]),
  );
  expect([graph.reaches('d', 'a', 'inherit'), graph.reaches('d', 'a', 'set')]).toEqual([true, true]);
});

test('the owner of the database is pg_database_owner there, and nowhere else', () => {
  const graph = roleGraph(facts(160_000, [['c', 'd']]));
  expect(graph.inherits('c', 'shop')).toContain('pg_database_owner');
  expect(graph.inherits('c')).not.toContain('pg_database_owner');
  expect(names(graph.membersOf('pg_database_owner', 'shop'))).toEqual(['c', 'd']);
  expect(graph.membersOf('pg_database_owner')).toEqual(new Set());
  expect(graph.path('c', 'pg_database_owner', 'inherit', 'shop')).toEqual(['c', 'd', 'pg_database_owner']);
});

test.each([
  [15, false],
  [16, true],
])('on %i a NOINHERIT owner inherits pg_database_owner: %s', (major, inherits) => {
  const graph = roleGraph(facts(major * 10_000, [], { inherit: false }));
  expect(graph.reaches('d', 'pg_database_owner', 'inherit', 'shop')).toBe(inherits);
  expect(graph.reaches('d', 'pg_database_owner', 'set', 'shop')).toBe(true);
});

test('ADMIN OPTION: since 16 through inherited roles only, before through any membership', () => {
  const through = (major: number, option: string) =>
    names(
      roleGraph(
        facts(major * 10_000, [
          ['d', 'b', option],
          ['b', 'a', 'A'],
        ]),
      ).administers('d'),
    );
  expect(through(16, 'I')).toEqual(['a']);
  expect(through(16, 'S')).toEqual([]);
  expect(through(15, 'S')).toEqual(['a']);
});

test('CREATEROLE administers every ordinary role before 16, none by itself since', () => {
  expect(names(roleGraph(facts(150_000, [['a', 'd']], { createRole: true })).administers('d'))).toEqual([
    'b',
    'c',
  ]);
  expect(names(roleGraph(facts(160_000, [], { createRole: true })).administers('d'))).toEqual([]);
});

test('a superuser role is not administered by ADMIN OPTION', () => {
  const graph = roleGraph(facts(160_000, [['a', 'd', 'A']], { superuser: true }));
  expect(names(graph.administers('a'))).toEqual([]);
});

test('a role nobody knows has no relations, and unread memberships are no empty ones', () => {
  expect(names(roleGraph(facts(160_000, [])).inherits('nobody'))).toEqual([]);
  expect(() => roleGraph(fixtureFacts({ cluster: { roles: [role('a')] } }))).toThrow(UnreadSection);
});

test('a cycle from a hostile server ends', () => {
  const graph = roleGraph(
    facts(160_000, [
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'a'],
    ]),
  );
  for (const start of ['a', 'b', 'c']) expect(names(graph.inherits(start))).toEqual(['a', 'b', 'c']);
});

test('10,000 roles in a chain close, which no enumeration of paths would live to see', () => {
  const roles = Array.from({ length: 10_000 }, (_, at) => role(`r${String(at).padStart(5, '0')}`));
  const memberships = roles.slice(1).map((row, at) => membership(roles[at]?.name ?? '', row.name));
  const graph = roleGraph(fixtureFacts({ cluster: { roles, memberships } }));
  expect(graph.reaches('r00000', 'r09999', 'inherit')).toBe(true);
  expect(graph.inherits('r00000').size).toBe(10_000);
  expect(graph.path('r00000', 'r09999', 'inherit')).toHaveLength(10_000);
});
