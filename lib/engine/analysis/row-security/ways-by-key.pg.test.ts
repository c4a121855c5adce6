import { expect, test } from 'vitest';
import { inheritanceWays, keyWays, wayRoles, wayTables } from '../../../testing/row-security-ways.ts';
import { waysServers } from '../../../testing/ways-server.ts';

// Every way round is said beforehand, from the inventory alone, and then gone on the server; neighbours lead nowhere.

const majors = [14, 16, 18] as const;
const on = waysServers(majors, () => ({ shop: [wayRoles, wayTables, keyWays, inheritanceWays] }));

const reportsOf = (major: (typeof majors)[number]) => [on(major).stated, on(major).unstated];

test.each(majors)('PostgreSQL %i: a foreign key tells its writer which rows are there', async (major) => {
  const { ways, outcome } = on(major);
  for (const report of reportsOf(major))
    expect(ways('orders', ['foreign-key'], report)).toEqual([
      ['lines', 'app', 'existence', true],
      ['open_lines', 'app,loader', 'existence', true],
    ]);
  for (const table of ['lines', 'open_lines']) {
    expect(await outcome('app', `INSERT INTO app.${table} (order_id) VALUES (2)`)).toBe('ok');
    expect(await outcome('app', `INSERT INTO app.${table} (order_id) VALUES (99)`)).toBe('23503');
  }
  // Where the key holds the tenant, or the policy looks the row up, what is there and what is not are refused alike.
  for (const statement of [
    "INSERT INTO app.held_lines VALUES (2, 'b')",
    "INSERT INTO app.held_lines VALUES (2, 'zz')",
    'INSERT INTO app.looked_up VALUES (2)',
    'INSERT INTO app.looked_up VALUES (99)',
  ])
    expect([statement, await outcome('app', statement)]).toEqual([statement, '42501']);
});

test.each(majors)(
  'PostgreSQL %i: deleting what hidden rows refer to tells of them, or takes them away',
  async (major) => {
    const { ways, outcome, cluster } = on(major);
    for (const report of reportsOf(major)) {
      expect(ways('visits', ['foreign-key'], report)).toEqual([['countries', 'app', 'existence', true]]);
      expect(ways('stays', ['foreign-key'], report)).toEqual([['regions', 'app', 'changes', true]]);
      expect(ways('parts', ['foreign-key'], report)).toEqual([]);
    }
    expect(await outcome('app', 'DELETE FROM app.countries WHERE id = 2')).toBe('23503');
    expect(await outcome('app', 'DELETE FROM app.countries WHERE id = 3')).toBe('ok');
    expect(await outcome('app', "DELETE FROM app.orders WHERE code = 'b'")).toBe('ok');
    await cluster.sql('DELETE FROM app.regions WHERE id = 2', 'shop', 'app');
    expect(await cluster.sql('SELECT tenant FROM app.stays', 'shop')).toEqual([{ tenant: 1 }]);
  },
);

test.each(majors)(
  'PostgreSQL %i: REFERENCES makes such a key of one’s own; without a table to put it on, none',
  async (major) => {
    const { ways, outcome } = on(major);
    expect(ways('orders', ['references'])).toEqual([['orders', 'builder', 'existence', true]]);
    const probe = (schema: string, id: number) =>
      `CREATE TABLE ${schema}.probe (id int REFERENCES app.orders); INSERT INTO ${schema}.probe VALUES (${id})`;
    expect(await outcome('builder', probe('own', 2))).toBe('ok');
    expect(await outcome('builder', probe('own', 99))).toBe('23503');
    expect(await outcome('lone', probe('public', 2))).toBe('42501');
    // A temporary table, which anybody may make, takes no key to a permanent one.
    expect(await outcome('lone', probe('pg_temp', 2))).toBe('42P16');
  },
);

test.each(majors)(
  'PostgreSQL %i: a unique key without the tenant tells what other tenants have',
  async (major) => {
    const { ways, outcome } = on(major);
    for (const report of reportsOf(major))
      expect(ways('accounts', ['unique-key'], report)).toEqual([
        ['accounts', 'app,loader', 'existence', true],
        ['accounts', 'app,loader', 'taken-number', true],
      ]);
    const insert = (id: number, email: string, code: string) =>
      outcome('app', `INSERT INTO app.accounts VALUES (1, ${id}, '${email}', '${code}')`);
    expect(await insert(9, 'b@x', 'z')).toBe('23505');
    expect(await insert(9, 'new@x', 'z')).toBe('ok');
    expect(await insert(2, 'new@x', 'z')).toBe('23505');
    expect(await outcome('app', "UPDATE app.accounts SET code = 'k2'")).toBe('ok');
  },
);

test.each(majors)(
  'PostgreSQL %i: inheritance children read directly, and a parent that reads a protected child',
  async (major) => {
    const { ways, value } = on(major);
    expect(ways('base', ['child'])).toEqual([
      ['grandchild', 'auditor,loader', 'rows', true],
      ['kid', 'app,auditor', 'rows', true],
      ['kid_open', 'app', 'rows', true],
    ]);
    expect(ways('heir', ['parent'])).toEqual([['ancestor', 'app,auditor', 'rows', true]]);
    const count = (user: string, table: string) => value(user, `SELECT count(*) FROM app.${table}`);
    expect(await count('app', 'base')).toBe('0');
    expect(await count('app', 'kid_own')).toBe('0');
    expect(await count('app', 'heir')).toBe('0');
    expect(await count('loader', 'kid_open')).toBe('0');
    for (const [user, table] of [
      ['app', 'kid'],
      ['app', 'kid_open'],
      ['loader', 'grandchild'],
      ['app', 'ancestor'],
    ] as const)
      expect([table, await count(user, table)]).toEqual([table, '2']);
  },
);
