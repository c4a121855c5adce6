import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { EnvironmentError, parseEnvironment } from '../env.ts';
import { homeDirectory } from '../home.ts';
import { keptSecret } from '../service/secrets/kept-secret.ts';
import { lockHome } from './instance-lock.ts';
import { LaunchProblem, problemLine } from './launch-problem.ts';
import { prepareHome } from './prepare-home.ts';

const root = mkdtempSync(path.join(tmpdir(), 'postern-launch-'));
chmodSync(root, 0o755);
afterAll(() => rmSync(root, { recursive: true, force: true }));

test.each([
  [{ POSTERN_HOME: '/srv/p', HOME: '/home/a' }, false, '/srv/p'],
  [{ HOME: '/root' }, true, '/var/lib/postern'],
  [{ HOME: '/home/a' }, false, '/home/a/.local/share/postern'],
  [{ HOME: '/home/a', XDG_DATA_HOME: '/data' }, false, '/data/postern'],
  [{ HOME: '/home/a', XDG_DATA_HOME: 'relative' }, false, '/home/a/.local/share/postern'],
  [{ HOME: '/home/a', POSTERN_HOME: '' }, false, '/home/a/.local/share/postern'],
])('%j (root: %s) keeps its data in %s', (variables, isRoot, home) => {
  expect(homeDirectory(parseEnvironment(variables), isRoot)).toBe(home);
});

test('a variable that is wrong is named, its value is not told', () => {
  for (const [name, value] of [
    ['PORT', 'sekrit'],
    ['POSTERN_URL', 'sekrit'],
    ['POSTERN_DEMO', 'sekrit'],
    ['POSTERN_SESSION_SECRET', 'sekrit'],
  ] as const) {
    const parse = () => parseEnvironment({ [name]: value });
    expect(parse).toThrow(EnvironmentError);
    expect(parse).toThrow(new RegExp(`^environment variable ${name}: (?!.*sekrit)`));
  }
});

test('one Postern per home; a lock whose process is gone is taken over', () => {
  const unlock = lockHome(root);
  expect(() => lockHome(root)).toThrow(LaunchProblem);
  unlock();
  for (const stale of ['', 'nonsense', '999999999 1', `${process.pid} 1`]) {
    writeFileSync(path.join(root, 'postern.lock'), stale);
    lockHome(root)();
  }
});

test('a home closed to the account of PostgreSQL is opened; a closed directory above it is named', () => {
  const account = { name: 'nobody', uid: 65_534, gid: 65_534 };
  const home = path.join(root, 'closed', 'home');
  mkdirSync(home, { recursive: true, mode: 0o700 });
  chmodSync(path.dirname(home), 0o700);
  expect(() => prepareHome(home, account)).toThrow(`chmod o+x ${path.dirname(home)}`);
  chmodSync(path.dirname(home), 0o711);
  prepareHome(home, account);
  expect(statSync(home).mode & 0o777).toBe(0o701);
  expect(statSync(path.join(home, 'secrets')).mode & 0o777).toBe(0o700);
});

test('a secret is made once, whole, for its owner alone', () => {
  const made = keptSecret(path.join(root, 'secrets'), 'a.key');
  const file = path.join(root, 'secrets', 'a.key');
  expect(readFileSync(file, 'utf8').trim()).toBe(made);
  expect(Buffer.from(made, 'base64').length).toBe(32);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  writeFileSync(path.join(root, 'secrets', 'b.key'), 'short');
  expect(() => keptSecret(path.join(root, 'secrets'), 'b.key')).toThrow('does not hold a key');
});

test.each([
  [
    Object.assign(new Error('ENOSPC: no space'), { code: 'ENOSPC', path: '/a' }),
    '/a: no space left on the device',
  ],
  [new LaunchProblem('port 3000 is taken'), 'port 3000 is taken'],
  [new Error('first line\nsecond line'), 'first line'],
  ['thrown text', 'thrown text'],
])('%s is told in one line', (error, line) => {
  expect(problemLine(error)).toBe(line);
});
