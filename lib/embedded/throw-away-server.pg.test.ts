import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openWriteSession } from '../engine/connect/write-session.ts';
import { commandLineOf } from './orphan.ts';
import { startThrowAway } from './throw-away-server.ts';

async function started() {
  const server = await startThrowAway(17);
  if ('unavailable' in server) throw new Error(server.unavailable);
  return server;
}

test('is reached by its socket alone, speaks TLS when told to, and leaves nothing', async () => {
  const server = await started();
  const session = await openWriteSession(server.target);
  expect(session.identity).toMatchObject({ role: 'postgres', database: 'postgres' });
  const shown = async (name: string) =>
    (await session.outside(`SELECT pg_catalog.current_setting('${name}')`))[0]?.[0];
  expect(await shown('listen_addresses')).toBe('');
  await session.close();
  server.configure(
    new Map([
      ['ssl', 'on'],
      ['ssl_ca_file', 'root.crt'],
      ['log_line_prefix', "it's \\ "],
    ]),
  );
  expect(await server.restart()).toBeNull();
  const again = await openWriteSession(server.target);
  expect(
    await again.outside(
      "SELECT pg_catalog.current_setting('ssl'), pg_catalog.current_setting('log_line_prefix')",
    ),
  ).toEqual([['on', "it's \\ "]]);
  await again.close();
  server.configure(new Map([['no_such_setting', '1']]));
  expect(await server.restart()).toContain('configuration file "postgresql.conf" contains errors');
  await server.stop();
  expect(existsSync(server.target.host)).toBe(false);
});

test('one whose Postern was killed is ended and removed by the next', async () => {
  const entry = `import { startThrowAway } from '${path.join(import.meta.dirname, 'throw-away-server.ts')}';
    const server = await startThrowAway(17); console.log(server.target.host); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', entry], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const root = await new Promise<string>((resolve) =>
    child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim())),
  );
  expect(existsSync(path.join(root, 'data', 'postmaster.pid'))).toBe(true);
  child.kill('SIGKILL');
  await ended;
  expect(commandLineOf(child.pid ?? 0)).toBeNull();
  const next = await started();
  expect(existsSync(root)).toBe(false);
  await next.stop();
});

test('a major without binaries is said to be so', async () => {
  expect(await startThrowAway(13)).toEqual({ unavailable: 'there are no binaries of PostgreSQL 13' });
});
