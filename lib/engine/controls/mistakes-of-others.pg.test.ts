import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../testing/cluster.ts';
import { enableTls } from '../../testing/enable-tls.ts';
import { hbaText } from '../../testing/hba-lines.ts';
import { inventoryOf } from '../../testing/inventory-of.ts';
import { factsOf } from '../analysis/facts.ts';
import { loadParser } from '../analysis/row-security/parser.ts';
import type { Verdict } from '../model/verdict.ts';
import { emptyPolicy, type Policy } from '../policy/policy.ts';
import type { Control } from './control.ts';
import { evaluate } from './evaluate.ts';
import { type ControlId, controlById } from './registry.ts';

// Where scanners, benchmark scripts and common advice are known to be wrong, each tried on a real server: what they miss
// is found, and what they find wrongly is not. Those on row security stand beside the analysis of policies.

const started: TestCluster[] = [];
beforeAll(() => loadParser());
afterAll(() => Promise.all(started.map((cluster) => cluster.stop())));

function control(id: ControlId): Control {
  const found = controlById(id);
  if (!found) throw new Error(id);
  return found;
}

async function start(major: 14 | 15 | 17 | 18, hba?: string): Promise<TestCluster> {
  const cluster = await startCluster({ major, ...(hba === undefined ? {} : { hba }) });
  started.push(cluster);
  return cluster;
}

async function judge(cluster: TestCluster, id: ControlId, policy: Policy = emptyPolicy): Promise<Verdict> {
  const [verdict] = evaluate([control(id)], factsOf(await inventoryOf(cluster)), policy, () => null);
  if (!verdict) throw new Error(id);
  return verdict;
}

const roles = (verdict: Verdict) => verdict.findings.map((finding) => finding.object.role ?? 'PUBLIC').sort();
const rules = (verdict: Verdict) => verdict.findings.map((finding) => finding.object.rule).sort();

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

describe('pg_hba.conf and TLS', () => {
  let cluster: TestCluster;
  beforeAll(async () => {
    cluster = await start(17);
    await cluster.sql(
      'CREATE ROLE app LOGIN; CREATE ROLE dba LOGIN SUPERUSER; CREATE ROLE staff; GRANT staff TO dba',
    );
    await enableTls(cluster);
  });
  const under = async (id: ControlId, ...lines: readonly string[]) => {
    await cluster.setHba(hbaText(...lines));
    return judge(cluster, id);
  };

  test('a rule behind a reject of the same is not reached', async () => {
    const [reject, trust] = ['host all all 0.0.0.0/0 reject', 'host all all 10.0.0.0/8 trust'];
    // The socket's own rule, by which the tests come in, is trust as well.
    expect(rules(await under('hba-trust', reject, trust))).not.toContain(trust);
    expect(rules(await under('hba-trust', trust, reject))).toContain(trust);
  });

  test.each([
    ['all', 'host all app all scram-sha-256'],
    ['a mask in a field of its own', 'host all app 0.0.0.0 0.0.0.0 scram-sha-256'],
    ['IPv6', 'host all app ::/0 scram-sha-256'],
    ['IPv6 with a mask', 'host all app :: :: scram-sha-256'],
  ])('every address, written as %s', async (_, line) => {
    expect((await under('hba-any-address', line)).findings).toHaveLength(1);
  });

  test('every address, written as two halves', async () => {
    const halves = ['host all app 0.0.0.0/1 scram-sha-256', 'host all app 128.0.0.0/1 scram-sha-256'];
    expect((await under('hba-any-address', ...halves)).status).toBe('fail');
    expect((await under('hba-any-address', halves[0] ?? '')).status).toBe('pass');
  });

  test.each([
    ['all', 'all'],
    ['a list', 'app,dba'],
    ['a group', '+staff'],
    ['a quoted name', '"dba"'],
    ['a regular expression', '/^db'],
  ])('a superuser is let in from afar by %s', async (_, user) => {
    expect(
      (await under('hba-superuser-remote', `host all ${user} 10.0.0.0/8 scram-sha-256`)).findings,
    ).toHaveLength(1);
  });

  test('this machine is no network, whichever way it is written', async () => {
    for (const line of ['host all all 127.0.0.1/32 scram-sha-256', 'host all all ::1/128 scram-sha-256']) {
      expect((await under('hba-plain-host', line)).status, line).toBe('pass');
      expect((await under('hba-superuser-remote', line)).status, line).toBe('pass');
    }
  });

  test('plain connections that an earlier rule refuses are not accepted by a later one', async () => {
    const host = 'host all app 10.0.0.0/8 scram-sha-256';
    expect((await under('hba-plain-host', 'hostnossl all all all reject', host)).status).toBe('pass');
    expect((await under('hba-plain-host', host)).status).toBe('fail');
  });

  test('fields are parted by tabs as well, and a reject accepts nothing', async () => {
    expect((await under('hba-plain-host', 'host\tall\tapp\t10.0.0.0/8\tscram-sha-256')).status).toBe('fail');
    expect((await under('hba-plain-host', 'host all app 10.0.0.0/8 reject')).status).toBe('pass');
  });

  test('a database list with replication in it is about replication', async () => {
    const found = await under(
      'hba-replication-scope',
      'host postgres,replication all 0.0.0.0/0 scram-sha-256',
    );
    expect(rules(found)).toEqual(['host postgres,replication all 0.0.0.0/0 scram-sha-256']);
  });

  test('the method cert verifies the name by itself', async () => {
    expect((await under('hba-cert-clientcert', 'hostssl all app 10.0.0.0/8 cert')).status).toBe('pass');
    const policy: Policy = { version: 1, connections: { authentication: ['cert', 'scram-sha-256'] } };
    expect((await judge(cluster, 'hba-approved-methods', policy)).status).toBe('pass');
  });

  test('no one list of ciphers is the only right one', async () => {
    for (const sound of [
      'ECDHE+AESGCM',
      'ECDHE-RSA-CHACHA20-POLY1305:!aNULL',
      'EECDH+CHACHA20:EECDH+AESGCM',
    ]) {
      await cluster.sql(`ALTER SYSTEM SET ssl_ciphers = '${sound}'`);
      await cluster.reload();
      expect((await judge(cluster, 'tls-ciphers')).status, sound).toBe('pass');
    }
  });

  test('TLS that is on refuses nobody', async () => {
    const plain = await under('hba-plain-host', 'host all app 10.0.0.0/8 scram-sha-256');
    expect((await judge(cluster, 'tls-enabled')).status).toBe('pass');
    expect(plain.status).toBe('fail');
  });
});
