import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../testing/cluster.ts';
import { inventoryOf } from '../../testing/inventory-of.ts';
import { ownTenant } from '../../testing/policy-story.ts';
import { saidTwice } from '../../testing/said-twice.ts';
import { verdictOf } from '../../testing/verdict-of.ts';
import { type ClusterFacts, factsOf } from '../analysis/facts.ts';
import { loadParser } from '../analysis/row-security/parser.ts';
import type { Policy } from '../policy/policy.ts';
import { planFinding } from '../remediation/plan-finding.ts';
import type { Control } from './control.ts';
import { evaluate } from './evaluate.ts';
import { registry } from './registry.ts';
import { rlsCheckWiderThanUsing } from './rows/rls-check-wider-than-using.ts';
import { rlsEnabledNoPolicy } from './rows/rls-enabled-no-policy.ts';
import { rlsEnabledWhereRequired } from './rows/rls-enabled-where-required.ts';
import { rlsNotForced } from './rows/rls-not-forced.ts';
import { rlsPartitionChildExposed } from './rows/rls-partition-child-exposed.ts';
import { rlsPoliciesButDisabled } from './rows/rls-policies-but-disabled.ts';
import { rlsPolicyAlwaysTrue } from './rows/rls-policy-always-true.ts';
import { rlsPolicyToPublic } from './rows/rls-policy-to-public.ts';
import { rlsTriggerBypass } from './rows/rls-trigger-bypass.ts';

// What scanners get wrong about row security, one test for each: the server is asked first, then the control.

const policy: Policy = {
  version: 1,
  tenancy: { model: 'row', column: 'tenant_id', setting: 'app.tenant_id', roles: ['app'] },
};

const secured = (name: string, more = '') =>
  `CREATE TABLE ${name} (id int, tenant_id uuid, note text)${more}; ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY;
   INSERT INTO ${name} VALUES (1, '00000000-0000-4000-8000-000000000001', 'x'); GRANT SELECT, INSERT, UPDATE, DELETE ON ${name} TO app, member;`;

const schema = `CREATE ROLE authenticated; CREATE ROLE app LOGIN; CREATE ROLE member LOGIN; GRANT authenticated TO member; CREATE ROLE owning LOGIN;
  CREATE ROLE super_owner SUPERUSER LOGIN;
  ${secured('no_quals')} CREATE POLICY i ON no_quals FOR INSERT; CREATE POLICY d ON no_quals FOR DELETE; CREATE POLICY s ON no_quals FOR SELECT;
  ${secured('reused')} CREATE POLICY u ON reused FOR UPDATE USING (note = 'x'); CREATE POLICY s ON reused FOR SELECT USING (true);
  ${secured('tautology')} CREATE POLICY p ON tautology USING (id = id OR true);
  ${secured('null_tautology')} CREATE POLICY p ON null_tautology USING (note IS NULL OR note IS NOT NULL);
  ${secured('for_group')} CREATE POLICY p ON for_group TO authenticated USING (true);
  CREATE TABLE parent (id int, tenant_id uuid, note text) PARTITION BY LIST (id); CREATE TABLE child PARTITION OF parent DEFAULT;
  CREATE TABLE off_parent (id int, tenant_id uuid) PARTITION BY LIST (id); CREATE POLICY p ON off_parent USING (id > 0);
  CREATE TABLE open_parent (id int, tenant_id uuid) PARTITION BY LIST (id); ALTER TABLE open_parent ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON open_parent USING (true);
  CREATE TABLE walled (id int, tenant_id uuid) PARTITION BY LIST (id); CREATE TABLE walled_1 PARTITION OF walled DEFAULT; ALTER TABLE walled ENABLE ROW LEVEL SECURITY;
  CREATE POLICY p ON walled USING (${ownTenant}); INSERT INTO walled VALUES (1, '00000000-0000-4000-8000-000000000001'); GRANT SELECT ON walled, walled_1 TO app;
  CREATE TABLE written (id int, tenant_id uuid); GRANT INSERT, DELETE ON written TO app; CREATE TABLE by_column (id int, tenant_id uuid); GRANT SELECT (tenant_id) ON by_column TO app;
  CREATE TABLE closed (id int); ALTER TABLE closed ENABLE ROW LEVEL SECURITY; GRANT SELECT (id) ON closed TO app;
  CREATE TABLE of_super (id int); ALTER TABLE of_super OWNER TO super_owner; ALTER TABLE of_super ENABLE ROW LEVEL SECURITY; ALTER TABLE of_super FORCE ROW LEVEL SECURITY; INSERT INTO of_super VALUES (1);
  ${secured('"odd""name"')} CREATE POLICY "p;q" ON "odd""name" TO PUBLIC USING (${ownTenant});
  CREATE FUNCTION as_caller() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.note := (SELECT count(*) FROM public.no_quals)::text; RETURN NEW; END $$;
  ${secured('triggered')} CREATE POLICY p ON triggered USING (true); CREATE TRIGGER t BEFORE INSERT ON triggered FOR EACH ROW EXECUTE FUNCTION as_caller()`;

describe.each([14, 18] as const)('PostgreSQL %i', (major) => {
  let cluster: TestCluster;
  let facts: ClusterFacts;
  beforeAll(async () => {
    await loadParser();
    cluster = await startCluster({ major });
    await cluster.sql('CREATE DATABASE shop');
    await cluster.sql(schema, 'shop');
    facts = factsOf(await inventoryOf(cluster, ['shop']));
  }, 60_000);
  afterAll(() => cluster.stop());

  const found = (control: Control) =>
    verdictOf(control, facts, policy).findings.map(({ object }) => object.relation ?? object.name);
  const count = async (user: string, from: string) =>
    Number((await cluster.sql(`SELECT count(*)::int AS n FROM ${from}`, 'shop', user))[0]?.n);
  const refused = (user: string, sql: string) =>
    cluster.sql(sql, 'shop', user).then(
      () => false,
      () => true,
    );

  test('all controls together say nothing twice', () => {
    expect(saidTwice(evaluate(registry, facts, policy, () => null))).toEqual([]);
  });

  test('a policy without its expression denies: it is not always true', async () => {
    expect(await count('app', 'no_quals')).toBe(0);
    expect(await refused('app', "INSERT INTO no_quals VALUES (2, NULL, 'y')")).toBe(true);
    expect(found(rlsPolicyAlwaysTrue)).not.toContain('no_quals');
  });

  test('UPDATE with USING alone holds new rows against USING: no check is missing', async () => {
    expect(await refused('app', "UPDATE reused SET note = 'y'")).toBe(true);
    expect(found(rlsCheckWiderThanUsing)).not.toContain('reused');
  });

  test('tautologies are always true, and so is a policy for a role that others are members of', async () => {
    for (const name of ['tautology', 'null_tautology']) expect(await count('app', name)).toBe(1);
    expect(await count('member', 'for_group')).toBe(1);
    expect(found(rlsPolicyAlwaysTrue)).toEqual(
      expect.arrayContaining(['tautology', 'null_tautology', 'for_group']),
    );
  });

  test('partitioned parents are tables like any other', () => {
    expect(found(rlsEnabledWhereRequired)).toContain('parent');
    expect(found(rlsPoliciesButDisabled)).toContain('off_parent');
    expect(found(rlsPolicyAlwaysTrue)).toContain('open_parent');
  });

  test('a grant on a partition goes round the policies of its parent', async () => {
    expect([await count('app', 'walled'), await count('app', 'walled_1')]).toEqual([0, 1]);
    expect(found(rlsPartitionChildExposed)).toEqual(['walled_1']);
  });

  test('a table that is only written, or granted by column, counts, without any setting of an API server', () => {
    expect(found(rlsEnabledWhereRequired)).toEqual(expect.arrayContaining(['written', 'by_column']));
    expect(found(rlsEnabledNoPolicy)).toContain('closed');
  });

  test('row security without a policy is shut, which is information', async () => {
    expect(await count('app', 'closed')).toBe(0);
    const { findings } = verdictOf(rlsEnabledNoPolicy, facts, policy);
    expect(findings.map(({ severity }) => severity)).toEqual(['info']);
  });

  test('FORCE does not bind a superuser, and nobody is told that it does', async () => {
    expect(await count('super_owner', 'of_super')).toBe(1);
    expect(found(rlsNotForced)).not.toContain('of_super');
  });

  test('a trigger that is not SECURITY DEFINER runs as whoever writes, not as the table’s owner', async () => {
    await cluster.sql('INSERT INTO triggered (id) VALUES (7)', 'shop', 'app');
    expect(await cluster.sql('SELECT note FROM triggered WHERE id = 7', 'shop')).toEqual([{ note: '0' }]);
    expect(verdictOf(rlsTriggerBypass, facts, policy)).toMatchObject({ status: 'pass', findings: [] });
  });

  test('a policy for PUBLIC is seen as one, and what mends it quotes every name', async () => {
    const finding = verdictOf(rlsPolicyToPublic, facts, policy).findings.find(
      ({ object }) => object.relation === 'odd"name',
    );
    if (!finding) throw new Error('not found');
    const plan = planFinding(finding, facts.inventory);
    expect(plan.upText).toContain('"odd""name"');
    expect(plan.upText).toContain('"p;q"');
    await cluster.sql(plan.upText, 'shop');
    const roles = await cluster.sql(
      `SELECT polroles::regrole[]::text AS r FROM pg_policy WHERE polname = 'p;q'`,
      'shop',
    );
    expect(roles).toEqual([{ r: '{app}' }]);
  });
});
