import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../testing/cluster.ts';
import { inventoryOf } from '../../testing/inventory-of.ts';
import { saidTwice } from '../../testing/said-twice.ts';
import { factsOf } from '../analysis/facts.ts';
import { loadParser } from '../analysis/row-security/parser.ts';
import type { Verdict } from '../model/verdict.ts';
import type { Policy } from '../policy/policy.ts';
import { evaluate } from './evaluate.ts';
import { registry } from './registry.ts';
import { saidMoreExactly } from './said-more-exactly.ts';

// A cluster in which each pair of controls meets on one object, and each of them finds something of its own beside it.

const policy: Policy = {
  version: 1,
  boundaries: [{ id: 'app', cidrs: ['10.0.1.0/24'] }],
  publicExposure: 'forbidden',
  connections: { authentication: ['scram-sha-256'] },
  tenancy: { model: 'row', column: 'tenant_id', setting: 'app.tenant_id', roles: ['app'] },
  classification: [
    { database: 'shop', schema: 'more', table: 'people', column: 'ssn', class: 'pii', readers: [] },
  ],
  roles: [
    { role: 'owning', kind: 'owner' },
    { role: 'app', kind: 'application', may: [{ schema: 'app', objects: 'tables', privileges: ['SELECT'] }] },
    {
      role: 'wide',
      kind: 'application',
      may: [{ schema: 'more', objects: 'tables', privileges: ['SELECT'] }],
    },
  ],
};

const hba = [
  'local all all trust',
  'host all all 127.0.0.1/32 trust',
  'host shop app 10.0.1.0/26 ident',
  'host shop app 10.0.1.0/25 password',
  'host shop app 10.0.1.0/24 md5',
  'host shop wide 0.0.0.0/0 scram-sha-256',
  'host shop web 0.0.0.0/1 scram-sha-256',
  'host shop web 128.0.0.0/1 scram-sha-256',
  'host shop app 10.0.0.0/8 scram-sha-256',
  'host shop app 192.168.1.0/24 scram-sha-256',
  '',
].join('\n');

const schema = `CREATE ROLE owning; CREATE ROLE app LOGIN; CREATE ROLE wide LOGIN; CREATE ROLE batch; CREATE ROLE web LOGIN;
  CREATE SCHEMA app AUTHORIZATION owning; CREATE SCHEMA more AUTHORIZATION owning;
  GRANT CREATE ON SCHEMA app TO app; GRANT CREATE, USAGE ON SCHEMA more TO app;
  CREATE TABLE app.orders (id int, tenant_id int); ALTER TABLE app.orders OWNER TO owning;
  CREATE POLICY own ON app.orders USING (tenant_id = 1);
  CREATE TABLE app.bare (id int, tenant_id int); ALTER TABLE app.bare OWNER TO owning;
  CREATE TABLE app.of_web (id int); ALTER TABLE app.of_web OWNER TO web;
  CREATE TABLE app.of_batch (id int); ALTER TABLE app.of_batch OWNER TO batch;
  GRANT SELECT, TRUNCATE ON app.bare TO app; GRANT TRUNCATE, DELETE ON app.orders TO app;
  CREATE VIEW app.seen AS SELECT * FROM app.bare; CREATE VIEW app.wider AS SELECT * FROM app.bare;
  ALTER VIEW app.seen OWNER TO owning; ALTER VIEW app.wider OWNER TO owning;
  GRANT UPDATE ON app.seen TO app; GRANT UPDATE, TRIGGER ON app.wider TO app;
  CREATE TABLE more.people (id int, ssn text); ALTER TABLE more.people OWNER TO owning; GRANT SELECT (ssn) ON more.people TO app;
  CREATE LANGUAGE outside HANDLER plpgsql_call_handler; CREATE TRUSTED LANGUAGE inside HANDLER plpgsql_call_handler`;

describe.each([14, 18] as const)('PostgreSQL %i', (major) => {
  let cluster: TestCluster;
  let together: readonly Verdict[];
  let apart: readonly Verdict[];

  beforeAll(async () => {
    await loadParser();
    cluster = await startCluster({ major, hba });
    await cluster.sql('CREATE DATABASE shop');
    await cluster.sql(schema, 'shop');
    const facts = factsOf(await inventoryOf(cluster, ['shop']));
    together = evaluate(registry, facts, policy, () => null);
    apart = registry.flatMap((control) => evaluate([control], facts, policy, () => null));
  }, 60_000);
  afterAll(() => cluster?.stop());
  const of = (verdicts: readonly Verdict[], control: string) =>
    verdicts.find((verdict) => verdict.control === control);

  test('nothing is said twice, and each pair was met', () => {
    expect(saidTwice(apart)).not.toEqual([]);
    expect(saidTwice(together)).toEqual([]);
    const met = new Set(
      together.flatMap(({ control, referred = [] }) => referred.map((one) => `${control} → ${one.saidBy}`)),
    );
    for (const { control, by } of saidMoreExactly) expect([...met]).toContain(`${control} → ${by}`);
  });

  test('a control that refers fails as it would alone, with the reason, and loses no finding', () => {
    for (const alone of apart) {
      const now = of(together, alone.control);
      expect(now?.status, alone.control).toBe(alone.status);
      const all = [...(now?.findings ?? []), ...(now?.referred ?? [])].map((one) => one.fingerprint);
      expect(all.toSorted()).toEqual(alone.findings.map((one) => one.fingerprint).toSorted());
    }
  });
});
