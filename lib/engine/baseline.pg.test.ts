import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../testing/cluster.ts';
import { inventoryOf } from '../testing/inventory-of.ts';
import { evidenceDigest } from './controls/evidence-digest.ts';
import { judge } from './judge.ts';
import { exceptionText } from './policy/exception-text.ts';
import type { Policy } from './policy/policy.ts';
import { scanDocument } from './report/json.ts';

// A baseline approves result rows: known superusers pass, a new one fails, a known one that has changed fails too.

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await startCluster({ major: 17 });
  await cluster.sql(
    'CREATE ROLE anna SUPERUSER LOGIN; CREATE ROLE ops SUPERUSER NOLOGIN; CREATE TABLE public.t (id int); CREATE ROLE bob',
  );
});
afterAll(() => cluster.stop());

async function look(control: string, policy: Policy) {
  const now = () => new Date('2026-11-21T00:00:00Z');
  const options = { id: 'x', startedAt: now().toISOString(), toolVersion: '0', now };
  const result = await judge(await inventoryOf(cluster, ['postgres']), policy, options);
  const verdict = result.verdicts.find((one) => one.control === control);
  const entry = scanDocument(result).controls.find((one) => one.id === control);
  if (!verdict || !entry) throw new Error(`no verdict of ${control}`);
  return { verdict, entry, names: verdict.findings.map((finding) => finding.object.role) };
}

const nothing: Policy = { version: 1 };

test('a new superuser fails while the known ones pass', async () => {
  const before = await look('superuser-count', nothing);
  expect(before.names.sort()).toEqual(['anna', 'ops']);
  const rows = before.verdict.findings;
  const policy: Policy = {
    version: 1,
    baselines: [
      {
        control: 'superuser-count',
        objects: rows.map(exceptionText),
        evidence: Object.fromEntries(rows.map((row) => [exceptionText(row), evidenceDigest(row.evidence)])),
        reason: 'the administrators',
        approvedBy: 'ciso',
      },
    ],
  };
  expect(policy.baselines?.[0]?.objects).toEqual(['role:anna', 'role:ops']);

  const known = await look('superuser-count', policy);
  expect(known.verdict).toMatchObject({ status: 'pass', findings: [], reason: null });
  expect(known.entry).toMatchObject({
    status: 'pass',
    findings: 0,
    baseline: [
      { object: { role: 'anna' }, reason: 'the administrators', approvedBy: 'ciso' },
      { object: { role: 'ops' } },
    ],
  });

  await cluster.sql('CREATE ROLE mallory SUPERUSER LOGIN');
  const joined = await look('superuser-count', policy);
  expect(joined.verdict.status).toBe('fail');
  expect(joined.names).toEqual(['mallory']);
  expect(joined.entry.baseline).toHaveLength(2);

  // What was approved could not log in.
  await cluster.sql('DROP ROLE mallory; ALTER ROLE ops LOGIN');
  const changed = await look('superuser-count', policy);
  expect(changed.names).toEqual(['ops']);
  expect(changed.entry.baseline).toHaveLength(1);
  await cluster.sql('ALTER ROLE ops NOLOGIN');
  expect((await look('superuser-count', policy)).verdict.status).toBe('pass');
});

test('a baseline lets nothing pass that could not be looked at, and no other control', async () => {
  const inventory = await inventoryOf(cluster, ['postgres']);
  const gap = { input: 'roles', database: null, reason: 'refused', grant: null };
  const unread = { ...inventory, cluster: { ...inventory.cluster, roles: { gap } } };
  const policy: Policy = {
    version: 1,
    baselines: [
      { control: 'superuser-count', objects: ['role:anna', 'role:ops'], reason: 'x', approvedBy: 'y' },
    ],
  };
  const now = () => new Date('2026-11-21T00:00:00Z');
  const options = { id: 'x', startedAt: '', toolVersion: '0', now };
  const status = (await judge(unread, policy, options)).verdicts.find(
    (one) => one.control === 'superuser-count',
  )?.status;
  expect(status).toBe('unknown');
});
