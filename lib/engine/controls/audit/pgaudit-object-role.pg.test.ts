import { afterAll, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../../testing/cluster.ts';
import { inventoryOf } from '../../../testing/inventory-of.ts';
import { relabel } from '../../../testing/relabel-inventory.ts';
import { settingRow } from '../../../testing/setting-row.ts';
import { verdictOf } from '../../../testing/verdict-of.ts';
import { factsOf } from '../../analysis/facts.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { Policy } from '../../policy/policy.ts';
import { loadScriptParser } from '../../remediation/check-script.ts';
import { planFinding } from '../../remediation/plan-finding.ts';
import { pgauditObjectRole } from './pgaudit-object-role.ts';

const started: TestCluster[] = [];
afterAll(() => Promise.all(started.map((cluster) => cluster.stop())));

const at = { database: 'shop', schema: 'public', table: 'customers', class: 'regulated' };
const policy: Policy = {
  version: 1,
  audit: { events: ['read-regulated'] },
  classification: [
    { ...at, column: 'ssn' },
    { ...at, column: 'iban' },
    { ...at, column: 'name', class: 'public' },
  ],
};

// The servers of the tests are built without pgaudit; its parameter is added, the grants are real.
const audited = (inventory: Inventory) =>
  relabel(inventory, 'settings', (rows) => [...rows, settingRow('pgaudit.role', 'auditor')]);

test.each([14, 18] as const)('grants of the auditing role on PostgreSQL %i', async (major) => {
  await loadScriptParser();
  const cluster = await startCluster({ major });
  started.push(cluster);
  await cluster.sql('CREATE DATABASE shop');
  await cluster.sql(
    'CREATE ROLE auditor; CREATE TABLE public.customers (ssn text, iban text, name text); GRANT SELECT (iban) ON public.customers TO auditor',
    'shop',
  );
  const plain = await inventoryOf(cluster, ['shop']);
  const judge = (inventory: Inventory, by = policy) => verdictOf(pgauditObjectRole, factsOf(inventory), by);
  expect(judge(plain).status, 'object auditing is not used').toBe('not-applicable');
  expect(judge(audited(plain), { version: 1 }).status).toBe('not-applicable');

  const hidden = relabel(plain, 'settings', (rows) => [
    ...rows,
    settingRow('pgaudit.role', '', { value: null, source: 'user' }),
  ]);
  expect(judge(hidden).status, 'a hidden role is not no role').toBe('unknown');

  const broken = judge(audited(plain));
  expect(broken.findings.map((finding) => finding.object.column)).toEqual(['ssn']);
  const [finding] = broken.findings;
  if (!finding) throw new Error('no finding');
  const plan = planFinding(finding, plain);
  await cluster.sql(plan.upText, 'shop');
  expect(judge(audited(await inventoryOf(cluster, ['shop']))).status).toBe('pass');
  await cluster.sql(plan.downText, 'shop');
  expect(judge(audited(await inventoryOf(cluster, ['shop']))).status).toBe('fail');
});
