import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../testing/cluster.ts';
import { judgeCluster as judge } from '../../testing/judge-cluster.ts';
import type { Verdict } from '../model/verdict.ts';

// Where scanners, benchmark scripts and common advice are known to be wrong, each tried on a real server: what they miss
// is found, and what they find wrongly is not. Those on row security stand beside the analysis of policies.

const started: TestCluster[] = [];
afterAll(() => Promise.all(started.map((cluster) => cluster.stop())));

async function start(major: 14 | 15 | 17 | 18): Promise<TestCluster> {
  const cluster = await startCluster({ major });
  started.push(cluster);
  return cluster;
}

const roles = (verdict: Verdict) => verdict.findings.map((finding) => finding.object.role ?? 'PUBLIC').sort();

describe('roles and grants', () => {
  let cluster: TestCluster;
  beforeAll(async () => {
    cluster = await start(17);
  });

  test('a role is not a system role because its name begins with pg: LIKE takes _ for any character', async () => {
    await cluster.sql('CREATE ROLE pgbouncer LOGIN SUPERUSER');
    expect(roles(await judge(cluster, 'superuser-count'))).toEqual(['pgbouncer']);
    await cluster.sql('DROP ROLE pgbouncer');
  });

  test('what NOINHERIT hides from has_table_privilege is one SET ROLE away', async () => {
    await cluster.sql(
      'CREATE ROLE root SUPERUSER NOLOGIN; CREATE ROLE sleeper LOGIN; GRANT root TO sleeper WITH INHERIT FALSE, SET TRUE; CREATE ROLE asleep LOGIN; GRANT root TO asleep WITH INHERIT FALSE, SET FALSE',
    );
    expect(roles(await judge(cluster, 'superuser-login-path'))).toEqual(['sleeper']);
    await cluster.sql('DROP ROLE sleeper, asleep, root');
  });

  test('a member of pg_read_all_data reads the password verifiers', async () => {
    await cluster.sql('CREATE ROLE reader LOGIN; GRANT pg_read_all_data TO reader');
    const [row] = await cluster.sql(
      "SELECT has_table_privilege('reader', 'pg_catalog.pg_authid', 'SELECT') AS may",
    );
    expect(row).toEqual({ may: true });
    expect(roles(await judge(cluster, 'read-all-data-reads-verifiers'))).toEqual(['reader']);
    await cluster.sql('DROP ROLE reader');
  });

  test('an ACL that is NULL lets PUBLIC execute, and one that is empty lets nobody', async () => {
    await cluster.sql(
      'CREATE SCHEMA app; CREATE FUNCTION app.open() RETURNS int LANGUAGE sql RETURN 1; CREATE FUNCTION app.shut() RETURNS int LANGUAGE sql RETURN 1; REVOKE ALL ON FUNCTION app.shut() FROM PUBLIC, postgres',
    );
    const found = await judge(cluster, 'public-function-execute');
    expect(found.findings.map((finding) => finding.object.name)).toEqual(['open']);
    await cluster.sql('DROP SCHEMA app CASCADE');
  });

  test('the implicit grant option of an owner is none, whoever the owner is', async () => {
    await cluster.sql(
      'CREATE ROLE anna; CREATE ROLE ben; CREATE TABLE public.hers (id int); ALTER TABLE public.hers OWNER TO anna; GRANT SELECT ON public.hers TO ben',
    );
    expect((await judge(cluster, 'grant-option')).findings).toEqual([]);
    await cluster.sql('GRANT SELECT ON public.hers TO ben WITH GRANT OPTION');
    expect(roles(await judge(cluster, 'grant-option'))).toEqual(['ben']);
    await cluster.sql('DROP TABLE public.hers; DROP ROLE anna, ben');
  });

  test('CREATE for PUBLIC counts wherever it stands in the ACL and in whatever schema; USAGE alone does not', async () => {
    await cluster.sql(
      'CREATE SCHEMA first; REVOKE ALL ON SCHEMA first FROM postgres; GRANT CREATE, USAGE ON SCHEMA first TO PUBLIC; GRANT ALL ON SCHEMA first TO postgres; CREATE SCHEMA second; GRANT USAGE ON SCHEMA second TO PUBLIC',
    );
    const found = await judge(cluster, 'public-schema-create');
    expect(found.findings.map((finding) => finding.object.name)).toEqual(['first']);
    await cluster.sql('DROP SCHEMA first, second');
  });

  test('BYPASSRLS is looked for among roles', async () => {
    await cluster.sql('CREATE ROLE past_all LOGIN BYPASSRLS');
    expect(roles(await judge(cluster, 'bypassrls-attribute'))).toEqual(['past_all']);
    await cluster.sql('DROP ROLE past_all');
  });

  test('one SCRAM verifier among md5 ones does not make them good', async () => {
    await cluster.sql(
      "CREATE ROLE good LOGIN PASSWORD 'x'; SET password_encryption = 'md5'; CREATE ROLE old LOGIN PASSWORD 'x'",
    );
    expect(roles(await judge(cluster, 'stored-password-not-scram'))).toEqual(['old']);
    await cluster.sql('DROP ROLE good, old');
  });

  test('one approved extension does not approve the others', async () => {
    await cluster.sql('CREATE EXTENSION pgcrypto; CREATE EXTENSION pg_stat_statements');
    const found = await judge(cluster, 'extension-inventory', {
      version: 1,
      software: { extensions: ['pgcrypto'] },
    });
    expect(found.findings.map((finding) => finding.object.name)).toEqual(['pg_stat_statements']);
    await cluster.sql('DROP EXTENSION pgcrypto, pg_stat_statements');
  });

  test('tables and sequences have owners too', async () => {
    await cluster.sql(
      'CREATE ROLE intern; CREATE TABLE public.t (id int); CREATE SEQUENCE public.s; ALTER TABLE public.t OWNER TO intern; ALTER SEQUENCE public.s OWNER TO intern',
    );
    const found = await judge(cluster, 'object-owner-approved', {
      version: 1,
      roles: [{ role: 'shop_owner', kind: 'owner' }],
    });
    expect(found.findings[0]?.evidence).toMatchObject({ objects: ['public.s', 'public.t'], inAll: 2 });
    await cluster.sql('DROP TABLE public.t; DROP SEQUENCE public.s; DROP ROLE intern');
  });

  test('a setting of a role or database counts, not only the one of the server', async () => {
    await cluster.sql("CREATE ROLE quiet LOGIN; ALTER ROLE quiet SET log_statement = 'none'");
    await cluster.sql("ALTER SYSTEM SET log_statement = 'ddl'");
    await cluster.reload();
    expect((await judge(cluster, 'log-statement')).status).toBe('fail');
    await cluster.sql('DROP ROLE quiet');
    expect((await judge(cluster, 'log-statement')).status).toBe('pass');
  });

  test('auditing is asked for as ddl, never as all, which writes secrets and floods', async () => {
    await cluster.sql("ALTER SYSTEM SET log_statement = 'none'");
    await cluster.reload();
    const [finding] = (await judge(cluster, 'log-statement')).findings;
    expect(JSON.stringify(finding?.remedy)).toContain('"ddl"');
    expect(JSON.stringify(finding?.remedy)).not.toContain('"all"');
  });
});

test('log_connections is a list since 18: what on meant, and a part of it', async () => {
  const cluster = await start(18);
  const set = async (value: string) => {
    await cluster.sql(`ALTER SYSTEM SET log_connections = '${value}'`);
    await cluster.reload();
    return (await judge(cluster, 'log-connections')).status;
  };
  expect(await set('on')).toBe('pass');
  expect(await set('all')).toBe('pass');
  expect(await set('receipt,authentication,authorization')).toBe('pass');
  expect(await set('receipt')).toBe('fail');
  expect(await set('off')).toBe('fail');
});

test('since 15 schema public of a new database is closed; before it is open', async () => {
  expect((await judge(await start(14), 'public-schema-create')).status).toBe('fail');
  expect((await judge(await start(15), 'public-schema-create')).status).toBe('pass');
});
