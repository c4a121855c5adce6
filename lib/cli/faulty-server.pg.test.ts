import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../testing/cluster.ts';
import { faultyServer } from '../testing/faulty-proxy.ts';
import { runPostern } from '../testing/run-postern.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'postern-faulty-'));
const inFolder = (name: string) => path.join(folder, name);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const url = (port: number) => `postgres://postgres@127.0.0.1:${port}/postgres`;

describe('a server that fails half-way', () => {
  let cluster: TestCluster;
  beforeAll(async () => {
    cluster = await startCluster({ major: 17 });
  });
  afterAll(() => cluster?.stop());

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
