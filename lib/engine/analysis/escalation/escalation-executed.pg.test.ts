import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { embeddedMajors } from '../../../embedded/binaries.ts';
import { startCluster, type TestCluster } from '../../../testing/cluster.ts';
import { inventoryOf } from '../../../testing/inventory-of.ts';
import { type Escalation, escalationGaps, escalations } from '../escalation.ts';
import { factsOf } from '../facts.ts';
import { loadParser } from '../row-security/parser.ts';
import type { Run } from './executed-fixture/executed-case.ts';
import { executedCases } from './executed-fixture/executed-cases.ts';
import {
  clusterSetup,
  eventsSetup,
  hbaFile,
  shopSetup,
  squatSetup,
} from './executed-fixture/executed-setup.ts';
import { waitingCases } from './executed-fixture/waiting-cases.ts';

// What Postern says beforehand is then really done on a server; the neighbour it says nothing of is refused there.

describe.each(embeddedMajors)('PostgreSQL %i', (major) => {
  let cluster: TestCluster;
  let lines: readonly Escalation[];
  const cases = [...executedCases, ...waitingCases].filter(
    ({ majors: [from, to] = [14, 18] }) => from <= major && major <= to,
  );

  const run: Run = async (role, database, statements) => {
    const physical = database === 'replication';
    const client = new pg.Client({
      host: cluster.socketDirectory,
      port: cluster.port,
      user: role,
      ...(physical ? { replication: 'true' } : { database }),
    });
    client.on('error', () => {});
    await client.connect();
    try {
      for (const statement of statements) {
        if (typeof statement === 'string') await client.query(statement);
        else await cluster.sql(statement.sql, database, statement.as);
      }
    } finally {
      await client.end();
    }
  };

  beforeAll(async () => {
    cluster = await startCluster({
      major,
      hba: hbaFile,
      settings: { wal_level: 'logical', archive_mode: 'on', archive_command: 'true' },
    });
    for (const database of ['template1', 'postgres'])
      await cluster.sql('REVOKE CREATE ON SCHEMA public FROM PUBLIC', database);
    await run('postgres', 'postgres', clusterSetup(major));
    await run('postgres', 'shop', shopSetup(major));
    await run('postgres', 'events', eventsSetup);
    await run('postgres', 'squat', squatSetup);
    await loadParser();
    const facts = factsOf(await inventoryOf(cluster));
    lines = escalations(facts);
    expect(escalationGaps(facts)).toEqual([]);
  });
  afterAll(() => cluster.stop());

  const said = (role: string, to: string, target: string) =>
    lines.filter((line) => line.role === role && line.to === to && line.target === target);

  const isSuperuser = async (role: string) => {
    const [row] = await cluster.sql(`SELECT rolsuper FROM pg_roles WHERE rolname = '${role}'`);
    return row?.rolsuper === true;
  };

  test.each(cases)('$name: $role', async ({ role, to, target, waitsFor, neighbour, act }) => {
    const [line, ...others] = said(role, to, target);
    expect(others).toEqual([]);
    expect(line?.path.length).toBeGreaterThan(0);
    if (waitsFor === null) expect(line?.waitsFor).toBeNull();
    else expect(line?.waitsFor).toContain(waitsFor);
    expect(said(neighbour, to, target)).toEqual([]);
    await act(neighbour, run, cluster).catch(() => 'refused');
    expect(await isSuperuser(neighbour)).toBe(false);
    if (to !== 'superuser') await expect(act(neighbour, run, cluster)).rejects.toThrow();
    await act(role, run, cluster);
    if (to === 'superuser') expect(await isSuperuser(role)).toBe(true);
  });

  // Before 15 there is no right to set a parameter that could be given.
  const archivers = major >= 15 ? ['archiver'] : [];
  test.for(archivers)('the server then runs what archive_command says, for %s', async (archiver) => {
    await run(archiver, 'shop', [
      `ALTER SYSTEM SET archive_command = 'touch ${cluster.dataDirectory}/archived'`,
      'SELECT pg_reload_conf()',
    ]);
    await cluster.sql('CREATE TABLE wal (id int); SELECT pg_switch_wal()', 'squat');
    await expect
      .poll(() => cluster.sql(`SELECT size FROM pg_stat_file('archived', true)`), { timeout: 20_000 })
      .toEqual([{ size: '0' }]);
  });

  // The predefined role came with 16.
  const subscribers = major >= 16 ? ['subscriber'] : [];
  test.for(subscribers)(
    'a subscription connects to any host, and only with pg_create_subscription: %s',
    async (subscriber) => {
      const subscribe =
        "CREATE SUBSCRIPTION s CONNECTION 'host=127.0.0.1 port=1 user=u password=p dbname=d' PUBLICATION p";
      expect(said(subscriber, 'connection', 'pg_create_subscription')).toHaveLength(1);
      expect(said('extender', 'connection', 'pg_create_subscription')).toEqual([]);
      await expect(run(subscriber, 'shop', [subscribe])).rejects.toThrow(/could not connect/);
      await expect(run('extender', 'shop', [subscribe])).rejects.toThrow(/permission denied/);
    },
  );

  test('signalling, checkpoints and trusted extensions lead nowhere', async () => {
    expect(lines.filter(({ role }) => ['signaller', 'extender', 'plain'].includes(role))).toEqual([]);
    await run('extender', 'shop', ['CREATE SCHEMA ext', 'CREATE EXTENSION hstore SCHEMA ext']);
    await expect(
      run('extender', 'shop', ['ALTER FUNCTION ext.hstore(text, text) SECURITY DEFINER']),
    ).rejects.toThrow(/must be owner/);
    await expect(
      run('signaller', 'shop', [
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'postgres'",
      ]),
    ).rejects.toThrow();
  });
});
