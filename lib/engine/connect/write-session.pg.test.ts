import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../testing/cluster.ts';
import { clusterTarget } from '../../testing/cluster-target.ts';
import { startPooler } from '../../testing/pooler.ts';
import { collectWithin } from '../inventory/collect-within.ts';
import { ConnectFailure } from './connect-failure.ts';
import { QueryRefused } from './query-refused.ts';
import { openWriteSession, type WriteSession } from './write-session.ts';

const limits = { lockMs: 300, statementMs: 5_000 };

/** The SQLSTATE a statement is refused with, or the code a connection fails with. */
const refusal = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'nothing',
    (error: unknown) => {
      if (error instanceof QueryRefused) return error.sqlstate;
      if (error instanceof ConnectFailure) return error.code;
      throw error;
    },
  );

describe.each([14, 18] as const)('a connection for changes to PostgreSQL %i', (major) => {
  let cluster: TestCluster;
  const opened: WriteSession[] = [];
  const open = async (user = 'changer') => {
    const session = await openWriteSession(clusterTarget(cluster, user));
    opened.push(session);
    return session;
  };
  const tables = async () =>
    (await cluster.sql("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace")).map(
      (row) => row.relname,
    );

  beforeAll(async () => {
    cluster = await startCluster({ major });
    await cluster.sql(`CREATE ROLE changer LOGIN SUPERUSER;
      ALTER ROLE changer SET default_transaction_read_only = on; ALTER ROLE changer SET search_path = evil;
      CREATE SCHEMA evil; CREATE ROLE reader LOGIN`);
  });
  afterAll(async () => {
    for (const session of opened) await session.close();
    await cluster.stop();
  });

  test('knows what it is connected to', async () => {
    const session = await open();
    const [{ id } = {}] = await cluster.sql('SELECT system_identifier::text AS id FROM pg_control_system()');
    expect(session.identity).toMatchObject({
      systemIdentifier: id,
      database: 'postgres',
      role: 'changer',
      currentRole: 'changer',
      inRecovery: false,
    });
    expect(Math.trunc(session.identity.versionNum / 10_000)).toBe(major);
    expect(session.tls).toBeNull();
  });

  test('changes, reads what it changed, and is gone with the rollback', async () => {
    const session = await open();
    await session.begin(limits);
    expect(await session.run("SELECT pg_catalog.current_setting('search_path')")).toEqual([
      ['pg_catalog, pg_temp'],
    ]);
    await session.run('CREATE TABLE public.made (a int)');
    const inside = await collectWithin(session.read, 'postgres', { only: ['relations'], now: '2026-01-01' });
    const relations = inside.databases[0]?.sections.relations;
    expect(relations && 'rows' in relations && relations.rows.some((row) => row.name === 'made')).toBe(true);
    expect(inside.cluster.roles).toMatchObject({ gap: { input: 'roles' } });
    expect(await refusal(session.read('SELECT 1/0'))).toBe('22012');
    expect(await refusal(session.read('CREATE TABLE public.by_read (a int)'))).toBe('25006');
    await session.run('CREATE TABLE public.after_a_refused_read (a int)');
    expect(await session.ask({ sql: 'SELECT true' })).toBe(true);
    expect(await session.ask({ sql: 'SELECT NULL::pg_catalog.bool' })).toBe(false);
    expect(await refusal(session.ask({ sql: 'SELECT 1' }))).toBe('42804');
    expect(await refusal(session.ask({ sql: 'SELECT true WHERE false' }))).toBe('21000');
    expect(await refusal(session.ask({ sql: 'SELECT true; COMMIT' }))).toBe('42601');
    const xid = await session.xid();
    await session.rollback();
    expect(await tables()).toEqual([]);
    expect(await cluster.sql(`SELECT pg_xact_status('${xid}'::xid8) AS status`)).toEqual([
      { status: 'aborted' },
    ]);
  });

  test('a message holds one statement: nothing after a semicolon runs', async () => {
    const session = await open();
    await session.begin(limits);
    expect(await refusal(session.run('CREATE TABLE public.one (a int); COMMIT'))).toBe('42601');
    expect(await refusal(session.run('SELECT 1')), 'the transaction is aborted').toBe('25P02');
    expect(await refusal(session.commit()), 'and commits nothing').toBe('40000');
    expect(await tables()).toEqual([]);
  });

  test('commits what was asked for, once', async () => {
    const session = await open();
    await session.begin(limits);
    await session.run('CREATE TABLE public.kept (a int)');
    const xid = await session.xid();
    await session.commit();
    expect(await tables()).toEqual(['kept']);
    expect(await cluster.sql(`SELECT pg_xact_status('${xid}'::xid8) AS status`)).toEqual([
      { status: 'committed' },
    ]);
    await expect(session.run('SELECT 1')).rejects.toThrow('no transaction is open');
    await session.begin(limits);
    await session.run('DROP TABLE public.kept');
    await session.commit();
  });

  test('waits for a lock and for a statement no longer than it may; warnings are counted', async () => {
    await cluster.sql('CREATE TABLE public.held (a int)');
    const holder = await cluster.connect();
    await holder.query('BEGIN; LOCK TABLE public.held');
    const session = await open();
    await session.begin(limits);
    expect(await refusal(session.run('ALTER TABLE public.held ENABLE ROW LEVEL SECURITY'))).toBe('55P03');
    await session.rollback();
    await holder.query('ROLLBACK');
    await session.begin({ lockMs: 300, statementMs: 200 });
    expect(await refusal(session.run('SELECT pg_catalog.pg_sleep(3)'))).toBe('57014');
    await session.rollback();
    await session.outside('ROLLBACK');
    expect(session.takeWarnings(), 'there is no transaction in progress').toEqual(['25P01']);
    expect(session.takeWarnings()).toEqual([]);
    await cluster.sql('DROP TABLE public.held');
  });

  test('what refuses a transaction runs outside one', async () => {
    const session = await open();
    await session.begin(limits);
    expect(await refusal(session.run("ALTER SYSTEM SET log_connections = 'on'"))).toBe('25001');
    await session.rollback();
    await session.outside("ALTER SYSTEM SET log_connections = 'on'");
    expect(await refusal(session.outside('ALTER SYSTEM RESET log_connections; SELECT 1'))).toBe('42601');
    await session.outside('ALTER SYSTEM RESET log_connections');
  });

  test('a role set by the role’s own settings is said', async () => {
    await cluster.sql('GRANT reader TO changer; ALTER ROLE changer SET role = reader');
    const session = await open();
    expect(session.identity).toMatchObject({ role: 'changer', currentRole: 'reader' });
    await cluster.sql('ALTER ROLE changer RESET role');
  });

  test('a pooler is refused', async () => {
    const pooler = await startPooler(cluster.port);
    const through = { ...clusterTarget(cluster, 'changer'), host: '127.0.0.1', port: pooler.port };
    expect(await refusal(openWriteSession(through))).toBe('pooler');
    await pooler.stop();
  });

  test('a standby is refused', async () => {
    writeFileSync(path.join(cluster.dataDirectory, 'standby.signal'), '');
    await cluster.restart({ hot_standby: 'on' });
    expect(await cluster.sql('SELECT pg_is_in_recovery() AS standby')).toEqual([{ standby: true }]);
    expect(await refusal(open())).toBe('standby');
  });
});
