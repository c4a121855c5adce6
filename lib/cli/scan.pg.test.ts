import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ScanDocument } from '../engine/report/scan-document.ts';
import { startCluster, type TestCluster } from '../testing/cluster.ts';
import { faultyServer } from '../testing/faulty-proxy.ts';
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

  test.each([0, 400, 20_000, 60_000])(
    'a connection cut after %i bytes is code 3, one line, no file',
    async (bytes) => {
      const proxy = await faultyServer(cluster.port, bytes, 'drop');
      const file = inFolder('cut.json');
      const run = await runPostern(['scan', '--url', url(proxy.port), '--output', file]);
      await proxy.stop();
      expect(run).toMatchObject({ code: 3, stdout: '' });
      expect(run.stderr).toMatch(/^postern: [^\n]+\n$/);
      expect(existsSync(file)).toBe(false);
      expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    },
  );

  test('a server that stalls half-way is given up within two minutes', async () => {
    const proxy = await faultyServer(cluster.port, 30_000, 'stall');
    const run = await runPostern(['inventory', '--url', url(proxy.port)]);
    await proxy.stop();
    expect(run).toMatchObject({ code: 3, stdout: '' });
    expect(run.stderr).toMatch(/^postern: [^\n]+\n$/);
    expect(run.milliseconds).toBeLessThan(120_000);
  });

  test('nothing stays on the server, and nobody was locked out of a table', async () => {
    const before = await cluster.sql(
      "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'postern'",
    );
    expect(before[0]?.count).toBe('0');
  });
});

test('a server that never answers is given up within a minute', async () => {
  const silent = await faultyServer(null, 0, 'stall');
  const run = await runPostern(['scan', '--url', url(silent.port)]);
  await silent.stop();
  expect(run).toMatchObject({ code: 3, stdout: '' });
  expect(run.stderr).toMatch(/^postern: [^\n]+\n$/);
  expect(run.milliseconds).toBeLessThan(60_000);
});

test('nobody listens: code 3, one line', async () => {
  const run = await runPostern(['scan', '--url', url(1)]);
  expect(run).toMatchObject({ code: 3, stdout: '' });
  expect(run.stderr).toMatch(/^postern: [^\n]+\n$/);
});

test.each<[string, readonly string[], RegExp]>([
  ['no command', [], /no command/],
  ['an unknown command', ['frobnicate'], /no command "frobnicate"/],
  ['half a command', ['policy'], /init, check/],
  ['an unknown flag', ['scan', '--frmat', 'json'], /--frmat/],
  ['a flag without its value', ['scan', '--policy'], /--policy/],
  ['an unknown format', ['scan', '--format', 'xml'], /--format must be one of/],
  ['a format of a later version', ['scan', '--format', 'sarif'], /not supported yet/],
  ['a command of a later version', ['verify', '--policy', 'x'], /not supported yet/],
  ['an unknown severity', ['scan', '--fail-on', 'awful'], /--fail-on must be one of/],
  ['no such policy', ['scan', '--policy', '/nonexistent.yaml'], /there is no such file/],
  ['a folder as a policy', ['scan', '--policy', '/tmp'], /directory/],
  ['endless zeros as a policy', ['scan', '--policy', '/dev/zero'], /larger than 1 MB/],
  [
    'an output in no folder',
    ['scan', '--output', '/nonexistent/report.json', '--url', 'postgres://a@192.0.2.1/b'],
    /--output/,
  ],
  [
    'an output that is a folder',
    ['scan', '--output', '/tmp', '--url', 'postgres://a@192.0.2.1/b'],
    /directory/,
  ],
  ['a URL that is none', ['scan', '--url', 'mysql://a@b/c'], /URL/],
  ['an unknown sslmode', ['scan', '--url', 'postgres://a@b/c?sslmode=maybe'], /sslmode/],
  [
    'a root certificate that is not there',
    ['scan', '--url', 'postgres://a@b/c?sslmode=verify-full&sslrootcert=/nonexistent'],
    /sslrootcert/,
  ],
  [
    'an empty list of databases',
    ['scan', '--databases', 'a,,b', '--url', 'postgres://a@192.0.2.1/b'],
    /--databases/,
  ],
])('%s is code 2 with one line, and nothing was contacted', async (_, args, said) => {
  const run = await runPostern(args);
  expect(run).toMatchObject({ code: 2, stdout: '' });
  expect(run.stderr).toMatch(/^postern: [^\n]+\n$/);
  expect(run.stderr).toMatch(said);
  expect(run.milliseconds).toBeLessThan(10_000);
});

test('a bad policy names its line, in scan and in check', async () => {
  writeFileSync(inFolder('bad.yaml'), 'version: 1\nroles:\n  - role: a\n    kind: aplication\n  - rol: b\n');
  const scanned = await runPostern(['scan', '--policy', inFolder('bad.yaml')]);
  expect(scanned).toMatchObject({ code: 2, stdout: '' });
  expect(scanned.stderr).toMatch(
    /bad\.yaml:4:11: error: roles\[0\]\.kind: .*Did you mean "application".* \(and \d+ more[^\n]*\n$/,
  );
  const checked = await runPostern(['policy', 'check', inFolder('bad.yaml')]);
  expect(checked.code).toBe(2);
  expect(checked.stderr.match(/\n/g)).toHaveLength(1);
  expect(checked.stdout.split('\n').filter((line) => line.includes('bad.yaml:'))).toHaveLength(4);
  writeFileSync(inFolder('large.yaml'), `version: 1\n${'# x\n'.repeat(2_600_000)}`);
  const large = await runPostern(['policy', 'check', inFolder('large.yaml')]);
  expect(large).toMatchObject({ code: 2, stdout: '' });
  expect(large.stderr).toMatch(/larger than 1 MB\n$/);
});

test('the published example is a policy that check takes', async () => {
  const example = path.join(import.meta.dirname, '..', '..', 'docs', 'policy.example.yaml');
  expect(await runPostern(['policy', 'check', example])).toMatchObject({ code: 0, stderr: '' });
});

test('the launcher works from any directory and through symbolic links', async () => {
  const real = path.join(import.meta.dirname, '..', '..', 'bin', 'postern');
  mkdirSync(inFolder('a b/-c'), { recursive: true });
  symlinkSync(real, inFolder('one'));
  symlinkSync('../../one', inFolder('a b/-c/two'));
  const run = await runPostern(['--version'], { launcher: inFolder('a b/-c/two'), cwd: inFolder('a b') });
  expect(run).toMatchObject({ code: 0, stderr: '' });
  expect(run.stdout).toMatch(/^postern \d+\.\d+\.\d+\n$/);
});

test('every command has its help, and the catalogue prints as JSON and as Markdown', async () => {
  for (const words of [
    ['scan'],
    ['inventory'],
    ['controls'],
    ['policy', 'init'],
    ['policy', 'check'],
    ['access'],
    ['access', 'explain'],
    ['hba', 'decide'],
  ]) {
    const run = await runPostern([...words, '--help']);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toContain(`Usage: postern ${words.join(' ')}`);
  }
  const catalogue: Record<string, unknown>[] = JSON.parse((await runPostern(['controls'])).stdout);
  expect(catalogue.length).toBeGreaterThanOrEqual(30);
  expect(Object.keys(catalogue[0] ?? {})).toEqual(
    expect.arrayContaining(['id', 'title', 'severity', 'threats', 'references', 'inputs', 'needs']),
  );
  expect((await runPostern(['controls', '--format', 'md'])).stdout).toContain('# The control catalogue');
});
