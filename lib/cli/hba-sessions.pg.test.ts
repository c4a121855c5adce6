import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openClient } from '../testing/client-session.ts';
import { startCluster } from '../testing/cluster.ts';
import { runPostern } from '../testing/run-postern.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'postern-sessions-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
function put(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

test('hba sessions says what becomes of the sessions that are open', async () => {
  const cluster = await startCluster({ major: 16 });
  try {
    await cluster.sql('CREATE ROLE "web\u202e" LOGIN; CREATE ROLE batch LOGIN; CREATE ROLE scan LOGIN');
    await cluster.sql('CREATE DATABASE shop');
    const client = (user: string, address: string | null) =>
      openClient(cluster, {
        user,
        database: 'shop',
        address,
        tls: false,
        replication: 'none',
        application: 'worker',
      });
    const held = [
      await client('web\u202e', '127.0.0.1'),
      await client('batch', '127.0.0.1'),
      await client('batch', null),
    ];
    const url = (user: string) =>
      `postgres://${user}@localhost:${cluster.port}/postgres?host=${cluster.socketDirectory}`;
    const ask = (user: string, file: string, ...more: string[]) =>
      runPostern(['hba', 'sessions', '--url', url(user), '--file', file, ...more]);

    const changed = put('changed.conf', 'local all all trust\nhost all batch samehost trust\n');
    const json = await ask('postgres', changed, '--format', 'json');
    expect(json).toMatchObject({ code: 1, stderr: '' });
    const answer = JSON.parse(json.stdout);
    expect(answer.counts).toEqual({ refused: 1, undecidable: 1, 'changed-method': 0, kept: 1 });
    expect(
      answer.sessions.map((one: Record<string, unknown>) => [one.role, one.address, one.outcome, one.after]),
    ).toMatchObject([
      ['web\u202e', '127.0.0.1', 'refused', { decision: 'implicit-reject', rule: null }],
      ['batch', '127.0.0.1', 'undecidable', { decision: 'undecidable', rule: { file: changed, line: 2 } }],
      ['batch', null, 'kept', { method: 'trust', rule: { file: changed, line: 1 } }],
    ]);
    const text = await ask('postgres', changed);
    expect(text.code).toBe(1);
    expect(text.stdout).toContain(
      '1 session would be refused:\n  web⟨U+202E⟩ to shop from 127.0.0.1 [worker]: no rule',
    );

    const harmless = put('harmless.conf', 'local all all trust\nhost all all 127.0.0.1/32 trust\n');
    expect(await ask('postgres', harmless)).toMatchObject({ code: 0, stderr: '' });

    const broken = await ask('postgres', put('broken.conf', 'local all all trust\nhost all all trust\n'));
    expect(broken).toMatchObject({ code: 1, stderr: '' });
    expect(broken.stdout).toMatch(/The server would refuse this file:\n {2}\S+broken\.conf, line 2: /);
    expect(broken.stdout).toContain('3 sessions cannot be decided:');

    const blind = await ask('scan', changed);
    expect(blind).toMatchObject({ code: 3, stdout: '' });
    expect(blind.stderr).toMatch(/^postern: [^\n]*pg_read_all_stats[^\n]*\n$/);
    await Promise.all(held.map((one) => one.end()));
  } finally {
    await cluster.stop();
  }
});
