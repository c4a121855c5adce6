import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../../testing/cluster.ts';
import { inventoryOf } from '../../../testing/inventory-of.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { Change } from '../../model/change.ts';
import { loadScriptParser } from '../check-script.ts';
import { renderChange } from '../render/render-change.ts';
import { predict } from './predict.ts';
import { differences } from './predict-fixture/check-prediction.ts';

const database = 'postgres';
const attributes = {
  superuser: false,
  createRole: false,
  login: true,
  inherit: true,
  connectionLimit: 5,
} as const;
const from = { kind: 'table', database, schema: 'app', name: 'person' } as const;

/** One of everything that Postern makes, in an order in which it can be made. */
const changes: readonly Change[] = [
  { do: 'create-role', role: 'made owner', attributes: { login: false } },
  { do: 'create-role', role: 'made', attributes },
  {
    do: 'grant-membership',
    role: 'made owner',
    member: 'made',
    grantor: null,
    adminOption: false,
    inheritOption: true,
    setOption: true,
  },
  {
    do: 'create-object',
    on: { kind: 'schema', database, name: 'audit' },
    owner: 'made owner',
    definition: { make: 'schema' },
    comment: null,
  },
  {
    do: 'create-object',
    on: { kind: 'table', database, schema: 'audit', name: 'event' },
    owner: 'made owner',
    definition: {
      make: 'table',
      columns: [
        { name: 'at', type: 'timestamp with time zone', notNull: true, defaultTo: 'pg_catalog.now()' },
        { name: 'what', type: 'text', notNull: false, defaultTo: null },
      ],
    },
    comment: 'written by Postern',
  },
  {
    do: 'create-object',
    on: { kind: 'view', database, schema: 'audit', name: 'person' },
    owner: 'made owner',
    definition: {
      make: 'view',
      columns: [
        { name: 'id', expression: null },
        { name: 'name', expression: 'NULL::text' },
      ],
      from,
      securityBarrier: true,
      securityInvoker: false,
    },
    comment: null,
  },
  {
    do: 'create-object',
    on: { kind: 'function', database, schema: 'audit', name: 'note', signature: '' },
    owner: 'made owner',
    definition: {
      make: 'function',
      parameters: [],
      returns: 'trigger',
      language: 'plpgsql',
      securityDefiner: true,
      searchPath: ['pg_catalog', 'pg_temp'],
      body: 'BEGIN RETURN NULL; END',
    },
    comment: null,
  },
  {
    do: 'create-object',
    on: { kind: 'trigger', database, schema: 'app', relation: 'person', name: 'noted' },
    owner: null,
    definition: {
      make: 'trigger',
      events: ['INSERT', 'DELETE'],
      calls: { schema: 'audit', name: 'note', arguments: [] },
    },
    comment: null,
  },
  {
    do: 'grant',
    privileges: ['SELECT'],
    on: { ...from, kind: 'view', schema: 'audit' },
    to: 'made',
    grantor: 'made owner',
  },
  { do: 'alter-owner', on: { kind: 'table', database, schema: 'app', name: 'counted' }, to: 'made owner' },
];

/** Without OIDs, which the server chooses, and the planner's estimate. */
function withoutOids(inventory: Inventory): Inventory {
  const text = JSON.stringify(inventory, (key, value: unknown) =>
    key === 'oid' || key === 'sizeClass' ? undefined : value,
  );
  return JSON.parse(text);
}

describe.each([14, 18] as const)('PostgreSQL %i', (major) => {
  let cluster: TestCluster;
  beforeAll(async () => {
    await loadScriptParser();
    cluster = await startCluster({ major });
    await cluster.sql(
      'CREATE ROLE app; CREATE SCHEMA app AUTHORIZATION app; SET ROLE app; CREATE TABLE app.person (id int NOT NULL, name text); CREATE TABLE app.counted (id serial, other int GENERATED ALWAYS AS IDENTITY); CREATE SEQUENCE app.free; GRANT USAGE ON SEQUENCE app.counted_id_seq TO PUBLIC',
    );
  });
  afterAll(() => cluster.stop());

  test('what is made comes as foreseen', { timeout: 300_000 }, async () => {
    let now = await inventoryOf(cluster);
    for (const change of changes) {
      const after = predict([change], now, database);
      if ('unknown' in after) throw new Error(`${change.do}: ${after.unknown}`);
      for (const { sql } of renderChange(change, now)) await cluster.sql(sql);
      const collected = await inventoryOf(cluster);
      expect(
        differences(withoutOids(now), withoutOids(collected)),
        `${change.do} changed nothing`,
      ).not.toEqual([]);
      expect(differences(withoutOids(after.inventory), withoutOids(collected))).toEqual([]);
      now = collected;
    }
    const whole = predict(changes, now, database);
    expect(whole).toEqual({ unknown: 'there is a role of that name, and the server refuses another' });
  });
});
