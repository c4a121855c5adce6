import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../testing/cluster.ts';
import { loginOverTcp } from '../testing/login-over-tcp.ts';
import { runPostern } from '../testing/run-postern.ts';

let cluster: TestCluster;
let finding = '';
const control = 'stored-password-not-scram';
const password = "Numbat's \\ lunch";

type Options = Parameters<typeof runPostern>[1];
const postern = (args: readonly string[], options: Options = {}) =>
  runPostern(
    [
      ...args.slice(0, 1),
      ...['--url', `postgres://postgres@127.0.0.1:${cluster.port}/postgres`, '--databases', 'postgres'],
      ...args.slice(1),
    ],
    options,
  );
const stored = async () =>
  (await cluster.sql("SELECT rolpassword FROM pg_authid WHERE rolname = 'app'"))[0]?.rolpassword;

beforeAll(async () => {
  cluster = await startCluster({
    major: 18,
    settings: { scram_iterations: '5000', log_statement: 'all' },
    hba: 'local all all trust\nhost all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n',
  });
  await cluster.sql(
    "CREATE ROLE app LOGIN PASSWORD 'md59e107d9d372bb6826bd81d3542a419d6'; CREATE TABLE t (); GRANT SELECT ON t TO PUBLIC",
  );
  const listed = await postern(['remediate', '--control', control, '--format', 'json']);
  finding = JSON.parse(listed.stdout)[0].finding;
});
afterAll(() => cluster?.stop());

test('without a password it stays by hand, and says how to get the script', async () => {
  const { code, stdout } = await postern(['remediate', '--finding', finding]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^-- /);
  expect(stdout).toContain('--new-password-from');
  expect(stdout).not.toContain('ALTER ROLE "app"');
});

test('from a variable: the script holds a verifier of the server’s iterations, and logs in', async () => {
  const env = { NEW_ONE: password };
  const args = ['remediate', '--finding', finding, '--new-password-from', 'NEW_ONE'];
  const json = await postern([...args, '--format', 'json'], { env });
  expect(json).toMatchObject({ code: 0, stderr: '' });
  const entry = JSON.parse(json.stdout);
  expect(entry).toMatchObject({ finding, kind: 'sql', transactional: true, handOff: false, down: '' });
  expect(entry.irreversible).toContain('app');
  expect(entry.closes).toEqual([finding]);
  expect(entry.statements).toHaveLength(1);
  expect(entry.warnings.join()).toContain('log_statement = all');

  const { code, stdout, stderr } = await postern(args, { env });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^ALTER ROLE "app" PASSWORD 'SCRAM-SHA-256\$5000:[^']+';$/m);
  // A salt of its own each time.
  expect(stdout).not.toContain(entry.statements[0].sql);
  await cluster.sql(stdout);
  const first = await stored();
  expect(stdout).toContain(String(first));
  await cluster.sql(stdout);
  expect(await stored()).toBe(first);
  expect(await loginOverTcp(cluster, 'app', password)).toBeNull();
  expect(await loginOverTcp(cluster, 'app', 'Numbat')).toBe('28P01');
  for (const text of [stdout, stderr, json.stdout, cluster.log()]) expect(text).not.toContain('Numbat');
  await cluster.sql("ALTER ROLE app PASSWORD 'md59e107d9d372bb6826bd81d3542a419d6'");
});

test('from standard input, and rehearsed: nothing stays', async () => {
  const before = await stored();
  const script = await postern(['remediate', '--finding', finding, '--new-password-from', '-'], {
    input: `${password}\r\nnot this\n`,
  });
  expect(script).toMatchObject({ code: 0, stderr: '' });
  const rehearsed = await postern(
    ['rehearse', '--finding', finding, '--new-password-from', '-', '--format', 'json'],
    { input: password },
  );
  expect(rehearsed, rehearsed.stderr).toMatchObject({ code: 0 });
  expect(JSON.parse(rehearsed.stdout)).toMatchObject({ outcome: 'ok', closes: [finding], asPredicted: true });
  expect(rehearsed.stdout).not.toContain('SCRAM-SHA-256$');
  expect(await stored()).toBe(before);
  await cluster.sql(script.stdout);
  expect(await loginOverTcp(cluster, 'app', password)).toBeNull();
  await cluster.sql("ALTER ROLE app PASSWORD 'md59e107d9d372bb6826bd81d3542a419d6'");
});

test.each([
  ['what is no name, without saying it back', ['hunter-2!'], {}, 'name of an environment variable'],
  ['a variable that is not set', ['hunter2'], {}, 'no environment variable of the name given'],
  ['a password that clients would prepare differently', ['P'], { P: 'hunter2 pässword' }, 'printable ASCII'],
  ['a short one', ['P'], { P: 'hunter2' }, 'fewer than 8'],
])('%s is refused before anything is contacted', async (_, [name = ''], env, why) => {
  const done = await runPostern(
    [
      'remediate',
      ...['--url', 'postgres://nobody@127.0.0.1:1/x'],
      ...['--finding', 'f', '--new-password-from', name],
    ],
    { env },
  );
  expect(done).toMatchObject({ code: 2, stdout: '' });
  expect(done.stderr).toContain(why);
  expect(done.stderr.trimEnd()).not.toContain('\n');
  expect(done.stderr).not.toContain('hunter');
});

test('a control, a hand-off and a finding of another kind are refused', async () => {
  const env = { P: 'long enough' };
  const other = JSON.parse(
    (await postern(['remediate', '--control', 'public-table-grants', '--format', 'json'])).stdout,
  )[0].finding;
  const from = ['--new-password-from', 'P'];
  for (const [args, why] of [
    [['--control', control, ...from], 'one role'],
    [['--finding', finding, '--hand-off', 'flyway', ...from], 'not handed off'],
    [['--finding', other, ...from], 'does not mend this finding'],
  ] as const) {
    const done = await postern(['remediate', ...args], { env });
    expect(done).toMatchObject({ code: 2, stdout: '' });
    expect(done.stderr).toContain(why);
  }
});
