import { expect, test } from 'vitest';
import type { ColumnRow } from '../inventory/sections/columns.ts';
import type { RelationRow } from '../inventory/sections/relations.ts';
import { explainAccess } from './access-explain.ts';
import { fixtureFacts, membership, role } from './access-fixture.ts';
import { accessLines } from './access-lines.ts';
import { accessLinesText } from './access-lines-text.ts';
import { databaseAccess } from './effective-privileges.ts';

const relation = (name: string, acl: RelationRow['acl']): RelationRow => ({
  oid: 20_000,
  schema: 'public',
  name,
  kind: 'table',
  owner: 'o',
  acl,
  rowSecurity: false,
  forceRowSecurity: false,
  isPartition: false,
  options: [],
  extension: null,
  sizeClass: 0,
  comment: null,
});

const column = (name: string, acl: ColumnRow['acl']): ColumnRow => ({
  schema: 'public',
  relation: 'orders',
  name,
  type: 'integer',
  notNull: false,
  acl,
  comment: null,
});

function access() {
  const facts = fixtureFacts({
    cluster: {
      roles: [role('postgres', { superuser: true }), ...['o', 'a', 'b', 'c', 'd'].map((name) => role(name))],
      memberships: [membership('b', 'a', 'I'), membership('c', 'b', 'S')],
      databases: [],
    },
    database: {
      relations: [relation('orders', ['o=r/o', 'a=r*w/o']), relation('line\n"s', null)],
      columns: [column('id', ['a=r/o', 'd=rw/o']), column('total', null)],
    },
  });
  const [shop] = facts.databases;
  if (!shop) throw new Error('the fixture has one database');
  return databaseAccess(shop);
}

const kinds = ['table', 'column'] as const;
const lines = () => [...accessLines(access(), kinds)];

test('what is inherited, what needs SET ROLE, by which way', () => {
  const reads = lines().filter(
    (line) => line.name === 'orders' && line.kind === 'table' && line.privilege === 'SELECT',
  );
  expect(reads.map(({ role: name, how, via, grantable }) => [name, how, via, grantable])).toEqual([
    ['a', 'inherited', ['role a'], true],
    ['b', 'inherited', ['role a'], true],
    ['c', 'set-role', ['role b', 'role a'], false],
    ['o', 'inherited', ['owner'], true],
    ['postgres', 'inherited', ['superuser'], true],
  ]);
});

test('a column has lines only for what its relation does not grant', () => {
  const columns = lines().filter((line) => line.kind === 'column');
  expect(columns.map((line) => [line.role, line.column, line.privilege])).toEqual([
    ['d', 'id', 'SELECT'],
    ['d', 'id', 'UPDATE'],
  ]);
});

test('an owner without a privilege has no line, though it may grant it', () => {
  expect(
    lines().some((line) => line.role === 'o' && line.name === 'orders' && line.privilege === 'UPDATE'),
  ).toBe(false);
});

test('the text is the same lines, a JSON object each, sorted', () => {
  const text = [...accessLinesText(access(), kinds)].join('');
  expect(text).toBe(
    lines()
      .map((line) => `${JSON.stringify(line)}\n`)
      .join(''),
  );
  const keys = lines().map((line) =>
    [line.kind === 'table' ? 0 : 1, line.name, line.role, line.privilege].join('\0'),
  );
  expect(keys).toEqual([...keys].sort());
});

test('explained in words, every way', () => {
  const ref = { kind: 'table', schema: 'public', name: 'orders' } as const;
  const explained = explainAccess(access(), { role: 'c', privilege: 'SELECT', object: ref });
  expect(explained.how).toBe('set-role');
  expect(explained.paths).toEqual([
    {
      how: 'set-role',
      via: ['role b', 'role a'],
      words: 'after SET ROLE: "c" is a member of "b"; "b" is a member of "a"; SELECT is granted to "a"',
    },
  ]);
  const denied = explainAccess(access(), { role: 'd', privilege: 'DELETE', object: ref });
  expect([denied.how, denied.paths]).toEqual([null, []]);
  expect(() => explainAccess(access(), { role: 'x', privilege: 'SELECT', object: ref })).toThrow(RangeError);
  expect(() => explainAccess(access(), { role: 'c', privilege: 'USAGE', object: ref })).toThrow(RangeError);
});

test('objects of equal access share their lines but for the name, in parts however many', () => {
  const members = Array.from({ length: 700 }, (_, at) => role(`r${String(at).padStart(4, '0')}`));
  const facts = fixtureFacts({
    cluster: { roles: [role('o'), ...members], memberships: [], databases: [] },
    database: { relations: ['a', 'b\0"', 'c', 'd'].map((name) => relation(name, ['=r/o'])), columns: [] },
  });
  const [shop] = facts.databases;
  if (!shop) throw new Error('the fixture has one database');
  const many = databaseAccess(shop);
  const expected = [...accessLines(many, ['table'])].map((line) => `${JSON.stringify(line)}\n`).join('');
  const chunks = [...accessLinesText(many, ['table'])];
  expect(chunks.join('') === expected).toBe(true);
  expect(chunks.length).toBeGreaterThan(4 * 2);
});
