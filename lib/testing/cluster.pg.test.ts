import { afterAll, expect, test } from 'vitest';
import { embeddedMajors } from '../embedded/binaries.ts';
import { startCluster, type TestCluster } from './cluster.ts';

const started: TestCluster[] = [];
afterAll(() => Promise.all(started.map((cluster) => cluster.stop())));

test.each(embeddedMajors)(
  'a throw-away PostgreSQL %i answers, restarts and keeps its data',
  async (major) => {
    const cluster = await startCluster({ major });
    started.push(cluster);
    await cluster.sql('CREATE TABLE t (a int); INSERT INTO t VALUES (1)');
    await cluster.restart({ log_connections: 'on' });
    expect(
      await cluster.sql("SELECT a, current_setting('server_version_num')::int / 10000 AS major FROM t"),
    ).toEqual([{ a: 1, major }]);
  },
);
