import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ScanDocument } from '../engine/report/scan-document.ts';
import { startCluster, type TestCluster } from '../testing/cluster.ts';
import { runPostern } from '../testing/run-postern.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'postern-cli-'));
const inFolder = (name: string) => path.join(folder, name);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const hostile = 'role "x"\n|<b>\u202e=1';
const quoted = `"${hostile.replaceAll('"', '""')}"`;

async function badlyConfigured(cluster: TestCluster): Promise<void> {
  await cluster.sql('CREATE DATABASE shop');
  await cluster.sql('CREATE DATABASE "od d""db"');
  await cluster.sql(
    `CREATE ROLE boss SUPERUSER LOGIN; CREATE ROLE ${quoted} LOGIN; CREATE SCHEMA app;
     CREATE TABLE app.orders (id int, tenant_id int, email text);
     GRANT ALL ON app.orders TO PUBLIC; GRANT SELECT ON app.orders TO ${quoted} WITH GRANT OPTION`,
    'shop',
  );
  await cluster.sql('CREATE ROLE postern_scan LOGIN');
}

function parse(text: string): ScanDocument {
  return JSON.parse(text);
}

const url = (port: number, user = 'postgres', database = 'postgres') =>
  `postgres://${user}@127.0.0.1:${port}/${database}`;

describe.each([14, 16, 18] as const)('PostgreSQL %i', (major) => {
  let cluster: TestCluster;
  beforeAll(async () => {
    cluster = await startCluster({ major });
    await badlyConfigured(cluster);
  });
  afterAll(() => cluster?.stop());

  test('two scans of an unchanged cluster are equal to the byte but for three fields', async () => {
    const [one, two] = [
      await runPostern(['scan', '--url', url(cluster.port)]),
      await runPostern(['scan', '--url', url(cluster.port)]),
    ];
    for (const run of [one, two]) expect(run).toMatchObject({ code: 0, stderr: '' });
    const plain = (text: string) => text.replace(/^ {4}"(id|startedAt|finishedAt)": .*$/gm, '');
    expect(one.stdout).not.toBe(two.stdout);
    expect(plain(one.stdout)).toBe(plain(two.stdout));
    const document = parse(one.stdout);
    expect(document.target).toMatchObject({
      serverVersionNum: expect.any(Number),
      substrate: 'self-managed',
      scanRole: 'postgres',
      databases: ['od d"db', 'postgres', 'shop'],
      tls: null,
    });
    expect(Math.floor(document.target.serverVersionNum / 10_000)).toBe(major);
    expect(document.findings.find((finding) => finding.control === 'superuser-count')).toMatchObject({
      object: { kind: 'role', name: 'boss', role: 'boss' },
      remediation: { kind: 'sql' },
    });
    expect(document.findings.some((finding) => finding.title.includes(hostile))).toBe(true);
    const controls = document.controls.map((control) => control.id);
    expect(controls).toEqual([...controls].sort());
    expect(document.coverage.threats.length).toBeGreaterThanOrEqual(23);
  });

  test('--fail-on counts what nobody has accepted; an accepted finding stays listed', async () => {
    const args = ['scan', '--url', url(cluster.port), '--fail-on', 'high'];
    expect((await runPostern(args)).code).toBe(1);
    const first = parse((await runPostern(args)).stdout);
    const controls = [
      ...new Set(
        first.findings
          .filter((finding) => ['critical', 'high'].includes(finding.severity))
          .map((finding) => finding.control),
      ),
    ];
    const exceptions = controls
      .map((control) => `  - { control: ${control}, reason: a test, approvedBy: ciso, expires: 2999-01-01 }`)
      .join('\n');
    writeFileSync(inFolder('accept.yaml'), `version: 1\nexceptions:\n${exceptions}\n`);
    const accepted = await runPostern([...args, '--policy', inFolder('accept.yaml')]);
    expect(accepted.code).toBe(0);
    const second = parse(accepted.stdout);
    expect(second.findings.map((finding) => finding.fingerprint)).toEqual(
      first.findings.map((finding) => finding.fingerprint),
    );
    expect(second.findings.find((finding) => finding.control === 'superuser-count')?.accepted).toEqual({
      reason: 'a test',
      approvedBy: 'ciso',
      until: '2999-01-01',
    });
    expect(second.controls.find((control) => control.id === 'superuser-count')?.status).toBe('fail');
    expect(second.scan.policyDigest).not.toBe(first.scan.policyDigest);
  });

  test('the role with the least rights: what it may not read is a gap with its grant, and never a pass', async () => {
    const { code, stdout } = await runPostern(['scan', '--url', url(cluster.port, 'postern_scan')]);
    expect(code).toBe(0);
    const document = parse(stdout);
    const unread = document.visibility.filter((entry) => !entry.readable).map((entry) => entry.input);
    expect(unread).toEqual(expect.arrayContaining(['hba-rules', 'protected-settings', 'password-kinds']));
    expect(document.visibility.find((entry) => entry.input === 'hba-rules')?.grant).toContain('GRANT');
    for (const id of ['hba-trust', 'stored-password-not-scram', 'tls-min-version']) {
      expect(document.controls.find((control) => control.id === id)?.status).toBe('unknown');
    }
  });

  test('a drafted policy is one that policy check takes', async () => {
    const file = inFolder(`drafted-${major}.yaml`);
    expect(await runPostern(['policy', 'init', '--url', url(cluster.port), '--output', file])).toMatchObject({
      code: 0,
      stdout: '',
      stderr: '',
    });
    expect(await runPostern(['policy', 'check', file])).toMatchObject({ code: 0, stderr: '' });
    expect((await runPostern(['scan', '--url', url(cluster.port), '--policy', file])).code).toBe(0);
  });
});

describe('one server', () => {
  let cluster: TestCluster;
  beforeAll(async () => {
    cluster = await startCluster({ major: 17 });
    await badlyConfigured(cluster);
  });
  afterAll(() => cluster?.stop());

  test.each(['json', 'text', 'md', 'csv'])(
    '--format %s --output writes the file whole, and nothing else',
    async (format) => {
      const file = inFolder(`report.${format}`);
      writeFileSync(file, 'old');
      expect(
        await runPostern(['scan', '--url', url(cluster.port), '--format', format, '--output', file]),
      ).toMatchObject({ code: 0, stdout: '', stderr: '' });
      const text = readFileSync(file, 'utf8');
      expect(text.length).toBeGreaterThan(5000);
      if (format !== 'json') expect(text).not.toMatch(/\u202e/);
      expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    },
  );

  test('--databases reads those alone, also from PG variables through a socket', async () => {
    const env = {
      PGHOST: cluster.socketDirectory,
      PGPORT: String(cluster.port),
      PGUSER: 'postgres',
      PGDATABASE: 'postgres',
    };
    const run = await runPostern(['scan', '--databases', 'shop'], { env });
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(parse(run.stdout).target.databases).toEqual(['shop']);
    const missing = await runPostern(['scan', '--databases', 'nope'], { env });
    expect(missing).toMatchObject({ code: 3, stdout: '' });
  });

  test('remediate prints a script that mends the finding, and one that brings it back', async () => {
    const args = ['--url', url(cluster.port), '--databases', 'shop'];
    const superusers = async () => {
      const document = parse((await runPostern(['scan', ...args])).stdout);
      return document.findings.filter((finding) => finding.control === 'superuser-count');
    };
    const [found] = await superusers();
    const up = await runPostern(['remediate', ...args, '--finding', found?.fingerprint ?? '']);
    const down = await runPostern(['remediate', ...args, '--control', 'superuser-count', '--part', 'down']);
    expect(up).toMatchObject({ code: 0, stderr: '' });
    expect(up.stdout).toContain(found?.remediation?.up);
    expect(up.stdout).toMatch(/^-- Before you mend it: /);
    await cluster.sql(up.stdout);
    expect(await superusers()).toEqual([]);
    await cluster.sql(down.stdout);
    expect(await superusers()).toEqual([found]);
    expect(await runPostern(['remediate', ...args, '--finding', 'f'.repeat(32)])).toMatchObject({
      code: 2,
      stdout: '',
    });
  });

  test('inventory is the snapshot as JSON', async () => {
    const run = await runPostern(['inventory', '--url', url(cluster.port)]);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(run.stdout)).toMatchObject({
      schemaVersion: '1',
      server: { scanRole: 'postgres' },
      databases: [{ name: 'od d"db' }, {}, { name: 'shop' }],
    });
  });

  test('a password in the URL works, is warned about, and is never repeated', async () => {
    await cluster.setHba('local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n');
    await cluster.sql("CREATE ROLE secretive SUPERUSER LOGIN PASSWORD 'hunter:2/@'");
    const right = `postgres://secretive:hunter%3A2%2F%40@127.0.0.1:${cluster.port}/postgres`;
    const good = await runPostern(['scan', '--url', right]);
    expect(good.code).toBe(0);
    expect(good.stderr).toMatch(/^postern: warning: .*PGPASSWORD.*\n$/);
    const bad = await runPostern(['scan', '--url', right.replace('hunter', 'canary')]);
    expect(bad).toMatchObject({ code: 3, stdout: '' });
    expect(bad.stderr.match(/\n/g)).toHaveLength(1);
    expect(bad.stderr).not.toContain('canary');
    expect(
      await runPostern(['scan', '--url', url(cluster.port, 'secretive')], {
        env: { PGPASSWORD: 'hunter:2/@' },
      }),
    ).toMatchObject({ code: 0, stderr: '' });
    const strange = await runPostern(['scan', right]);
    expect(strange).toMatchObject({ code: 2, stdout: '' });
    expect(strange.stderr).not.toContain('hunter');
    await cluster.setHba('local all all trust\nhost all all 127.0.0.1/32 trust\n');
  });

  test('nothing stays on the server, and nobody was locked out of a table', async () => {
    const before = await cluster.sql(
      "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'postern'",
    );
    expect(before[0]?.count).toBe('0');
  });
});
