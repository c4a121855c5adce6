import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../testing/cluster.ts';
import { inventoryOf } from '../../testing/inventory-of.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { Change } from '../model/change.ts';
import type { ObjectRef } from '../model/object-ref.ts';
import { emptyPolicy } from '../policy/policy.ts';
import { loadScriptParser } from './check-script.ts';
import { type Impact, impactOf } from './impact.ts';
import type { Plan } from './plan.ts';
import { renderChange } from './render/render-change.ts';

/** Fixtures alone; what the tests change is rolled back. */
const setup = `
CREATE ROLE owner; CREATE ROLE other; CREATE ROLE reader LOGIN; CREATE ROLE writer LOGIN;
CREATE SCHEMA app AUTHORIZATION owner; GRANT USAGE ON SCHEMA app TO PUBLIC;
CREATE SCHEMA report AUTHORIZATION other; GRANT USAGE ON SCHEMA report TO PUBLIC;
SET ROLE owner;
CREATE TABLE app.customer (id int PRIMARY KEY, name text);
CREATE TABLE app.invoice (id int, customer int REFERENCES app.customer);
INSERT INTO app.customer VALUES (1, 'one');
GRANT SELECT ON app.customer TO other, reader;
GRANT SELECT, INSERT ON app.invoice TO writer;
RESET ROLE; SET ROLE other;
CREATE VIEW report.names AS SELECT name FROM app.customer;
CREATE VIEW report.upper AS SELECT upper(name) FROM report.names;
GRANT SELECT ON report.names, report.upper TO reader;
RESET ROLE;
`;

const database = 'postgres';
const table = (name: string): ObjectRef => ({ kind: 'table', database, schema: 'app', name });

function planOf(changes: readonly Change[]): Plan {
  return {
    findings: [],
    kind: 'sql',
    changes,
    database,
    up: [],
    down: [],
    upText: '',
    downText: '',
    transactional: true,
    restartNeeded: false,
    handOff: false,
    irreversible: null,
    preconditions: [],
    postconditions: [],
    outside: [],
    warnings: [],
  };
}

const short = ({ dependents }: Impact) =>
  dependents
    .map(
      ({ object, roles, outcome }) =>
        `${outcome} ${object.kind} ${object.schema}.${object.name} ${roles ?? 'everybody'}`,
    )
    .sort();

describe.each([14, 18] as const)('PostgreSQL %i', (major) => {
  let cluster: TestCluster;
  let inventory: Inventory;
  beforeAll(async () => {
    await loadScriptParser();
    cluster = await startCluster({ major });
    await cluster.sql(setup);
    inventory = await inventoryOf(cluster);
  });
  afterAll(() => cluster.stop());

  const foresee = (changes: readonly Change[]) =>
    impactOf(planOf(changes), inventory, emptyPolicy, '2026-11-21');

  /** What the server says to a statement of a role once the changes are made; nothing stays. */
  async function afterwards(changes: readonly Change[], role: string, statement: string): Promise<string> {
    const client = await cluster.connect();
    try {
      await client.query('BEGIN');
      for (const change of changes)
        for (const { sql } of renderChange(change, inventory)) await client.query(sql);
      await client.query(`SET LOCAL ROLE ${client.escapeIdentifier(role)}`);
      await client.query(statement);
      return 'works';
    } catch (error) {
      return error instanceof Error ? error.message : 'failed';
    } finally {
      await client.query('ROLLBACK');
      await client.end();
    }
  }

  test('a view whose owner loses what it reads, and the views on it', async () => {
    const changes: readonly Change[] = [
      { do: 'revoke', privileges: ['SELECT'], on: table('customer'), from: 'other', grantor: 'owner' },
    ];
    const impact = foresee(changes);
    expect(impact.unknown).toEqual([]);
    expect(impact.loses.map(({ role, privilege, name, how }) => [role, privilege, name, how])).toEqual([
      ['other', 'SELECT', 'customer', 'inherited'],
    ]);
    expect(impact.gains).toEqual([]);
    expect(short(impact)).toEqual(['fails view report.names everybody', 'fails view report.upper everybody']);
    expect(await afterwards([], 'reader', 'SELECT * FROM report.upper')).toBe('works');
    for (const view of ['names', 'upper'])
      expect(await afterwards(changes, 'reader', `SELECT * FROM report.${view}`)).toBe(
        'permission denied for table customer',
      );
  });
});
