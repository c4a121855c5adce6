import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../testing/cluster.ts';
import { enableTls } from '../../testing/enable-tls.ts';
import { hbaText } from '../../testing/hba-lines.ts';
import { judgeCluster as judge } from '../../testing/judge-cluster.ts';
import type { Verdict } from '../model/verdict.ts';
import type { Policy } from '../policy/policy.ts';
import type { ControlId } from './registry.ts';

// Where scanners, benchmark scripts and common advice are known to be wrong, each tried on a real server: what they miss
// is found, and what they find wrongly is not. Those on row security stand beside the analysis of policies.

const rules = (verdict: Verdict) => verdict.findings.map((finding) => finding.object.rule).sort();

describe('pg_hba.conf and TLS', () => {
  let cluster: TestCluster;
  afterAll(() => cluster.stop());
  beforeAll(async () => {
    cluster = await startCluster({ major: 17 });
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
