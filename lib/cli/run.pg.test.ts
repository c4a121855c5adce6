import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runPostern } from '../testing/run-postern.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'postern-run-'));
const inFolder = (name: string) => path.join(folder, name);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

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
  ['no changed file', ['hba', 'sessions', '--url', 'postgres://a@192.0.2.1/b'], /--file is missing/],
  ['a changed file that is not there', ['hba', 'sessions', '--file', '/nonexistent'], /no such file/],
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
  // Half of what an attempt to connect may take; a first start compiles everything.
  expect(run.milliseconds).toBeLessThan(30_000);
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
    ['remediate'],
    ['rehearse'],
    ['access', 'explain'],
    ['hba', 'decide'],
    ['hba', 'sessions'],
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

test('a result that cannot be written to stdout is told, a reader that has seen enough is not', async () => {
  const shell = (line: string) =>
    spawnSync('sh', ['-c', line], { encoding: 'utf8', cwd: path.join(import.meta.dirname, '..', '..') });
  expect(shell('bin/postern controls > /dev/full')).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/^postern: the result could not be written: no space left\n$/),
  });
  expect(shell('bin/postern controls | head -c 1')).toMatchObject({ status: 0, stdout: '[', stderr: '' });
});
