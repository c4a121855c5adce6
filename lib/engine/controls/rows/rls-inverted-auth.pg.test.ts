import { expect, test } from 'vitest';
import { startCluster } from '../../../testing/cluster.ts';
import { inventoryOf } from '../../../testing/inventory-of.ts';
import { ownTenant, policyStory, tokenFunctions } from '../../../testing/policy-story.ts';
import { verdictOf } from '../../../testing/verdict-of.ts';
import { factsOf } from '../../analysis/facts.ts';
import { loadParser } from '../../analysis/row-security/parser.ts';
import { rlsInvertedAuth } from './rls-inverted-auth.ts';

policyStory(rlsInvertedAuth, {
  setup: tokenFunctions,
  sound: {
    own: `USING (${ownTenant})`,
    present: 'USING (auth.uid() IS NOT NULL AND owner = auth.uid()::text)',
    published: "USING (owner = 'everybody' OR owner = auth.uid()::text)",
    negated: 'USING (NOT (auth.uid() IS NULL) AND owner = (SELECT auth.uid())::text)',
    // Always true, with or without: another control speaks of it.
    everything: 'USING (true)',
  },
  wrong: {
    by_function: 'USING (auth.uid() IS NULL OR owner = auth.uid()::text)',
    by_claim: "USING ((auth.jwt() ->> 'sub') IS NULL OR owner = (auth.jwt() ->> 'sub'))",
    by_negation: 'USING (NOT (auth.uid() IS NOT NULL) OR owner = auth.uid()::text)',
    by_setting: `USING (coalesce(current_setting('app.tenant_id', true), '') = '' OR ${ownTenant})`,
    by_distinct: 'USING (owner = auth.uid()::text OR auth.uid() IS NOT DISTINCT FROM NULL)',
    by_branch: 'USING (owner = auth.uid()::text OR ((SELECT auth.uid()) IS NULL AND id > 100))',
    on_write:
      "FOR INSERT WITH CHECK (current_setting('app.tenant_id', true) IS NULL OR owner = current_setting('app.tenant_id', true))",
  },
});

// What the control says of a session that is nobody, asked of the server.
test.each([14, 18] as const)(
  'PostgreSQL %i: nobody sees every row where it fires, and none where it is silent',
  async (major) => {
    const opens = {
      by_function: 'auth.uid() IS NULL OR owner = auth.uid()::text',
      by_claim: "(auth.jwt() ->> 'sub') IS NULL OR owner = (auth.jwt() ->> 'sub')",
      by_setting: `coalesce(current_setting('app.tenant_id', true), '') = '' OR ${ownTenant}`,
      by_distinct: 'owner = auth.uid()::text OR auth.uid() IS NOT DISTINCT FROM NULL',
    };
    const closed = {
      own: ownTenant,
      present: 'auth.uid() IS NOT NULL AND owner = auth.uid()::text',
      by_path: "owner = (auth.jwt() #>> '{sub}')",
    };
    await loadParser();
    const cluster = await startCluster({ major });
    try {
      await cluster.sql('CREATE DATABASE shop');
      await cluster.sql(`${tokenFunctions} CREATE ROLE app LOGIN; GRANT USAGE ON SCHEMA auth TO app`, 'shop');
      for (const [name, using] of Object.entries({ ...opens, ...closed }))
        await cluster.sql(
          `CREATE TABLE ${name} (id int, tenant_id uuid, owner text); INSERT INTO ${name} VALUES (1, NULL, 'x'), (2, '00000000-0000-4000-8000-000000000001', NULL);
         ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON ${name} USING (${using}); GRANT SELECT ON ${name} TO app`,
          'shop',
        );
      const verdict = verdictOf(rlsInvertedAuth, factsOf(await inventoryOf(cluster, ['shop'])));
      expect(verdict.findings.map(({ object }) => object.relation).sort()).toEqual(Object.keys(opens).sort());
      expect(new Set(verdict.findings.map(({ severity }) => severity))).toEqual(new Set(['critical']));
      const seen = async (name: string) =>
        (await cluster.sql(`SELECT count(*)::int AS n FROM ${name}`, 'shop', 'app'))[0]?.n;
      for (const name of Object.keys(opens)) expect([name, await seen(name)]).toEqual([name, 2]);
      for (const name of Object.keys(closed)) expect([name, await seen(name)]).toEqual([name, 0]);
    } finally {
      await cluster.stop();
    }
  },
  60_000,
);
