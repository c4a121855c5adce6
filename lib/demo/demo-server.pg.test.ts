import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serverAccount } from '../embedded/server-account.ts';
import { Secret } from '../engine/connect/secret.ts';
import { loadPolicy } from '../engine/policy/load.ts';
import type { Policy } from '../engine/policy/policy.ts';
import { planFinding } from '../engine/remediation/plan-finding.ts';
import { planKind } from '../engine/remediation/plan-kind.ts';
import { scan } from '../engine/scan.ts';
import type { ScanResult } from '../engine/scan-result.ts';
import { saidTwice } from '../testing/said-twice.ts';
import { type Demo, startDemo } from './demo-server.ts';

const home = mkdtempSync(path.join(tmpdir(), 'postern-demo-'));
const start = () => startDemo(path.join(home, 'demo'), serverAccount(), path.join(home, 'binaries'));
let demo: Demo;
let result: ScanResult;

function demoPolicy(): Policy {
  const loaded = loadPolicy(demo.policyText);
  if (!('policy' in loaded)) throw new Error(JSON.stringify(loaded));
  return loaded.policy;
}

async function scanned(): Promise<ScanResult> {
  return scan(
    {
      host: demo.host,
      port: demo.port,
      database: demo.database,
      user: demo.scanRole,
      password: new Secret(demo.password),
      tls: { mode: 'disable', rootCertificate: null, certificate: null, key: null },
    },
    demoPolicy(),
    { id: 'demo', toolVersion: 'test', now: () => new Date('2026-11-21T00:00:00Z') },
  );
}

beforeAll(async () => {
  chmodSync(home, 0o711);
  demo = await start();
  result = await scanned();
}, 120_000);

afterAll(async () => {
  await demo.stop();
  rmSync(home, { recursive: true, force: true });
});

test('the files count at least thirty wrongs and as many rights', () => {
  const all = ['shop.sql', 'legacy.sql', 'postgresql.conf', 'pg_hba.conf']
    .map((name) => readFileSync(path.join(import.meta.dirname, name), 'utf8'))
    .join('\n');
  const marked = (word: string) =>
    new Set([...all.matchAll(new RegExp(`\\[${word} (\\d+)\\]`, 'g'))].map((match) => match[1]));
  expect(marked('wrong').size).toBeGreaterThanOrEqual(30);
  expect(marked('right').size).toBeGreaterThanOrEqual(30);
});

test('each finding reads as one sentence of its own', () => {
  const titles = result.verdicts.flatMap((verdict) => verdict.findings).map((finding) => finding.title);
  expect(titles.filter((title, at) => titles.indexOf(title) !== at)).toEqual([]);
  // Names of the demo are short: what is longer than this is the sentence.
  expect(titles.filter((title) => title.length > 200)).toEqual([]);
  expect(titles.filter((title) => !/^\p{Lu}/u.test(title) || /[.!?;:,\s]$/.test(title))).toEqual([]);
});

test('nothing is said twice of one object', () => {
  expect(saidTwice(result.verdicts)).toEqual([]);
});

test('the kind of each plan is told without making it', () => {
  const { verdicts, inventory } = result;
  const policy = demoPolicy();
  const findings = verdicts.flatMap((verdict) => verdict.findings);
  const owned: Policy = { ...policy, schemaOwned: [{ schema: 'app', grants: true }] };
  for (const by of [policy, owned]) {
    const told = findings.map((finding) => planKind(finding, inventory, by));
    expect(told).toEqual(findings.map((finding) => planFinding(finding, inventory, by).kind));
    expect(new Set(told).size).toBeGreaterThan(2);
  }
});

test('a scan as the least-privilege role finds at least thirty different things wrong, and thirty right', () => {
  const of = (status: string) =>
    result.verdicts.filter((verdict) => verdict.status === status).map((verdict) => verdict.control);
  expect(of('fail').length, of('fail').join()).toBeGreaterThanOrEqual(30);
  expect(result.verdicts.flatMap((verdict) => verdict.findings).length).toBeGreaterThanOrEqual(60);
  expect(result.verdicts.filter((verdict) => verdict.reason?.includes('failed inside Postern'))).toEqual([]);
});

test('the care taken in billing is not held against it', () => {
  const rows = result.verdicts
    .filter((verdict) => verdict.control.startsWith('rls-'))
    .flatMap((verdict) => verdict.findings);
  expect(rows.filter((finding) => finding.object.schema === 'billing')).toEqual([]);
});

test('the risk the policy accepts is accepted, the others are not', () => {
  const superusers = result.verdicts.find((verdict) => verdict.control === 'superuser-count')?.findings ?? [];
  const accepted = (role: string) => superusers.find((finding) => finding.object.role === role)?.accepted;
  expect(accepted('dba_anna')).toMatchObject({ approvedBy: 'ciso', until: '2027-03-31' });
  expect(accepted('ci_deploy')).toBeNull();
});

test('approved changes run as a role of their own, which is no superuser and not the scan role', async () => {
  if (demo.execution === null) throw new Error('a new demo has an execution role');
  const { role, password } = demo.execution;
  const client = new pg.Client({
    host: demo.host,
    port: demo.port,
    database: demo.database,
    user: role,
    password,
  });
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query('REVOKE SELECT ON app.customers FROM PUBLIC');
    const { rows } = await client.query(
      `SELECT rolsuper OR rolcreaterole OR rolbypassrls AS much,
         has_table_privilege('standby', 'app.customers', 'SELECT') AS still FROM pg_roles WHERE rolname = current_user`,
    );
    expect(rows).toEqual([{ much: false, still: false }]);
    await client.query('ROLLBACK');
    await expect(client.query('SELECT rolpassword FROM pg_authid')).rejects.toThrow(/permission denied/);
  } finally {
    await client.end();
  }
});

test('a second start finds the same server', async () => {
  const { port, password, execution } = demo;
  await demo.stop();
  demo = await start();
  expect([demo.port, demo.password, demo.execution]).toEqual([port, password, execution]);
  const again = await scanned();
  expect(again.inventory.server.systemIdentifier).toBe(result.inventory.server.systemIdentifier);
}, 60_000);
