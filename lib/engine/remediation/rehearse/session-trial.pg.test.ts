import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startThrowAway } from '../../../embedded/throw-away-server.ts';
import { openClient } from '../../../testing/client-session.ts';
import { startCluster, type TestCluster } from '../../../testing/cluster.ts';
import { clusterTarget } from '../../../testing/cluster-target.ts';
import { enableTls } from '../../../testing/enable-tls.ts';
import { hbaText } from '../../../testing/hba-lines.ts';
import { inventoryOf } from '../../../testing/inventory-of.ts';
import { type Planned, plannedOn } from '../../../testing/planned-on.ts';
import { firstAnswer } from '../../connect/first-answer.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { emptyPolicy } from '../../policy/policy.ts';
import { clusterRows } from '../prior.ts';
import { identifier } from '../quote.ts';
import { rebuild } from './rebuild/rebuild.ts';
import { rehearse } from './rehearse.ts';
import { closeLogins, otherAnswers, sessionTrial } from './session-trial.ts';
import { throwAwaySession } from './throw-away-session.ts';

const odd = 'a "b\n$$';

describe.each([14, 18] as const)('present sessions are tried, on PostgreSQL %i', (major) => {
  let cluster: TestCluster;
  let planned: Planned;
  const clients: pg.Client[] = [];

  const trial = (lines: readonly string[], inventory: Inventory = planned.inventory) => {
    const upText = `${lines.join('\n')}\n${planned.plan.upText}`;
    return rehearse(clusterTarget(cluster, 'postgres', 'shop'), { ...planned.plan, upText }, emptyPolicy, {
      inventory,
      now: () => new Date(),
      startThrowAway,
    });
  };

  beforeAll(async () => {
    cluster = await startCluster({
      major,
      hba: hbaText('host shop app 10.0.1.0/24 trust', 'host all all 127.0.0.0/8 trust'),
    });
    await cluster.sql('CREATE DATABASE shop');
    await cluster.sql(
      `CREATE ROLE app LOGIN; CREATE ROLE web LOGIN; CREATE ROLE ${identifier(odd)} LOGIN; CREATE ROLE team; GRANT team TO web`,
    );
    await enableTls(cluster);
    for (const user of ['app', 'web', odd]) clients.push(await cluster.connect({ user, database: 'shop' }));
    const origin = { database: 'shop', replication: 'none', application: 'test' } as const;
    for (const [address, tls] of [
      ['127.0.0.1', false],
      ['127.3.2.1', true],
    ] as const)
      clients.push(await openClient(cluster, { ...origin, user: 'app', address, tls }));
    const old = new pg.Client({
      ...{ host: '127.0.0.1', port: cluster.port, user: 'web', database: 'shop' },
      ssl: { rejectUnauthorized: false, maxVersion: 'TLSv1.2' },
    });
    old.on('error', () => {});
    await old.connect();
    clients.push(old);
    planned = await plannedOn(cluster, 'hba-trust', { rule: 'host shop app 10.0.1.0/24 trust' });
  });
  afterAll(async () => {
    await Promise.all(clients.map((client) => client.end()));
    await cluster.stop();
  });

  test('as they would connect again, with the present file and the changed one', async () => {
    const done = await trial([]);
    expect(done).toMatchObject({ outcome: 'ok', asPredicted: true, differences: [] });
    expect(done.notes[0]).toMatch(
      /^\d+ present sessions were tried .* 0 would be refused that are not today$/,
    );
  });

  test('whom a changed file refuses, the server itself says: by role, by group and by name', async () => {
    const done = await trial([
      'local shop +team reject',
      'local shop "a ""b" md5',
      'local shop app scram-sha-256',
      'hostnossl shop app 127.0.0.0/30 reject',
      'hostssl shop app 127.3.2.0/24 scram-sha-256 clientcert=verify-full',
      'hostssl shop web 127.0.0.1/32 cert',
    ]);
    const [count, refused, changed] = done.notes;
    expect(count).toContain('4 would be refused that are not today');
    for (const who of [
      'web in shop from a local socket',
      'app in shop from 127.0.0.1 (test)',
      'app in shop from 127.3.2.1 (test)',
      'web in shop from 127.0.0.1',
    ])
      expect(refused).toContain(`1 of ${who}`);
    expect(changed).toMatch(/^would be asked for something else than today: 1 of app in shop from a local/);
    expect(done.differences.filter((one) => one.includes('throw-away'))).toEqual([]);
  });

  test('addresses of other machines: the rules for them are tried from here, in their order', async () => {
    const { inventory } = planned;
    const sessions = clusterRows(inventory.cluster.sessions);
    const [one] = sessions.filter((row) => row.address === '127.0.0.1' && !row.tls);
    if (!one) throw new Error('no session');
    const far = [
      { ...one, role: 'app', address: '10.0.1.7', count: 3 },
      { ...one, role: 'web', address: '10.0.1.7', count: 2 },
      { ...one, role: 'web', address: '203.0.113.9', count: 1 },
      { ...one, role: odd, address: '2001:db8::1', count: 5 },
    ];
    const file = [
      'host shop app 10.0.1.7/32 scram-sha-256',
      'host shop +team 10.0.0.0/8 reject',
      'host all all 203.0.113.0/24 md5',
      'host shop "a ""b" ::/0 trust',
      'host all all 2001:db8::/32 trust',
    ];
    const done = await trial(file, {
      ...inventory,
      cluster: { ...inventory.cluster, sessions: { rows: far } },
    });
    expect(done.notes.slice(0, 5)).toEqual([
      '11 present sessions were tried on the throw-away server as they would connect again: 0 would be refused that are not today',
      expect.stringMatching(/^11 of them come from other machines: /),
      'would be asked for something else than today: 3 of app in shop from 10.0.1.7 (test)',
      'are refused there with the present file too: 2 of web in shop from 10.0.1.7 (test)',
      expect.stringMatching(
        /^are refused there with the present file, and would not be any more: 1 of web .*; 5 of a "b⟨U\+000A⟩\$\$ /,
      ),
    ]);
    expect(done.differences.filter((one) => one.includes('throw-away'))).toEqual([]);
  });

  test('what the server does and the rules do not say is a difference, never swallowed', () => {
    const { inventory } = planned;
    const all = sessionTrial(inventory);
    const answers = all.tried.map(() => 'refused' as const);
    expect(otherAnswers(inventory, all, answers, 'changed')).toHaveLength(all.tried.length);
    expect(otherAnswers(inventory, all, answers, 'changed').join()).toContain('a "b⟨U+000A⟩$$');
  });

  test('a changed TLS floor is tried with the TLS that present sessions speak', async () => {
    const floor = (value: string) => ({
      ...planned.plan,
      kind: 'sql' as const,
      changes: [{ do: 'set-parameter' as const, parameter: 'ssl_min_protocol_version', value, at: {} }],
      up: [`ALTER SYSTEM SET ssl_min_protocol_version = '${value}'`].map((sql) => ({
        sql,
        lock: null,
        transactional: false,
      })),
      down: [{ sql: 'ALTER SYSTEM RESET ssl_min_protocol_version', lock: null, transactional: false }],
      ...{ preconditions: [], postconditions: [] },
    });
    const tried = (value: string) =>
      rehearse(clusterTarget(cluster, 'postgres', 'shop'), floor(value), emptyPolicy, {
        inventory: planned.inventory,
        now: () => new Date(),
        startThrowAway,
      });
    const raised = await tried('TLSv1.3');
    expect(raised.notes.join('\n')).toMatch(/^TLSv1\.2 with \S+ was tried .* would be refused: 1 of web/m);
    expect(raised.notes.join('\n')).toMatch(
      /^TLSv1\.3 with \S+ was tried .* would still be spoken: 1 of app/m,
    );
    expect(raised.differences).toEqual([]);
    const same = await tried('TLSv1.1');
    expect(same.notes.join('\n')).not.toContain('would be refused');
  });
});

test('nobody logs in to a throw-away server that listens, whatever its rules say', async () => {
  const source = await startCluster({ major: 18 });
  await source.sql('CREATE ROLE boss SUPERUSER LOGIN REPLICATION; CREATE ROLE app LOGIN');
  const inventory = await inventoryOf(source, ['postgres']);
  await source.stop();
  const server = await startThrowAway(18);
  if ('unavailable' in server) throw new Error(server.unavailable);
  try {
    const options = { inventory, now: () => new Date() };
    const { target } = await rebuild(server, options, new Set());
    const session = await throwAwaySession({ target }, options);
    await session.ask(closeLogins(target.user));
    await session.close();
    server.writeHba('local all all trust\nhost all all all trust\nhost replication all all trust\n');
    expect(await server.restart('loopback')).toBeNull();
    for (const user of ['postgres', 'boss', 'app', 'nobody']) {
      const attempt = {
        user,
        database: 'postgres',
        replication: null,
        tls: null,
        port: target.port,
      } as const;
      expect(await firstAnswer({ ...attempt, socketDirectory: target.host, from: '127.0.0.1' })).toBe(
        'let-in',
      );
      const client = new pg.Client({ host: '127.0.0.1', port: target.port, user, database: 'postgres' });
      client.on('error', () => {});
      await expect(client.connect()).rejects.toMatchObject({ code: '28000' });
    }
  } finally {
    await server.stop();
  }
});
