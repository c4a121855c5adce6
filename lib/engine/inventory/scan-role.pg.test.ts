import { expect, test } from 'vitest';
import type { EmbeddedMajor } from '../../embedded/binaries.ts';
import { startCluster } from '../../testing/cluster.ts';
import { clusterTarget } from '../../testing/cluster-target.ts';
import { scanRoleScript } from '../connect/scan-role-script.ts';
import { scramVerifier } from '../connect/scram-verifier.ts';
import { Secret } from '../connect/secret.ts';
import type { Gap } from '../model/gap.ts';
import { collect } from './collect.ts';
import type { Inventory } from './inventory.ts';

const now = '2026-01-01T00:00:00.000Z';

function gaps(inventory: Inventory): readonly Gap[] {
  return [
    ...Object.values(inventory.cluster),
    ...inventory.databases.flatMap((one) => Object.values(one.sections)),
  ].flatMap((section): Gap[] => ('gap' in section ? [section.gap] : []));
}

const roleName = 'scan "role"\n👁';

for (const major of [14, 18] as const satisfies readonly EmbeddedMajor[]) {
  test(`${major}: the scan role reads what was promised, and nothing it should not`, async () => {
    const cluster = await startCluster({ major });
    try {
      await cluster.sql(`CREATE DATABASE "o'dd ""x"`);
      await cluster.sql(`REVOKE CONNECT ON DATABASE "o'dd ""x" FROM PUBLIC`);
      await cluster.sql("CREATE TABLE public.cards (pan text); CREATE ROLE app LOGIN PASSWORD 'x'");
      const script = scanRoleScript({
        versionNum: major * 10_000,
        substrate: 'self-managed',
        databases: ['postgres', `o'dd "x`],
        roleName,
        passwordVerifier: scramVerifier('a b'),
      });
      for (const part of script.parts) await cluster.sql(part.sql, part.database ?? 'postgres');
      await cluster.setHba('local all postgres trust\nhost all all 127.0.0.1/32 scram-sha-256\n');

      const target = { ...clusterTarget(cluster, roleName), host: '127.0.0.1', password: new Secret('a b') };
      const inventory = await collect(target, { now });
      expect(gaps(inventory).map((gap) => gap.input)).toEqual(major === 14 ? ['ident-mappings'] : []);
      expect(inventory.server.scanRoleIsSuperuser).toBe(false);
      expect(inventory.databases.map((one) => one.name)).toEqual([`o'dd "x`, 'postgres']);
      const kinds = inventory.cluster['password-kinds'];
      expect('rows' in kinds && kinds.rows.filter((row) => row.kind !== 'none')).toEqual([
        { role: 'app', kind: 'scram-sha-256', iterations: 4096 },
        { role: roleName, kind: 'scram-sha-256', iterations: 4096 },
      ]);
      // What it sees is what the superuser sees, but for its own settings.
      const full = await collect(clusterTarget(cluster), { now });
      expect(inventory.databases).toEqual(full.databases);
      for (const section of [
        'roles',
        'memberships',
        'protected-settings',
        'role-settings',
        'password-kinds',
      ] as const)
        expect(inventory.cluster[section]).toEqual(full.cluster[section]);
      // Only a superuser may look at the file itself, and so at when it was changed.
      const rules = (whose: typeof full) => {
        const section = whose.cluster['hba-rules'];
        return 'rows' in section ? section.rows : [];
      };
      expect(rules(full).map((row) => row.changedSinceLoad)).toEqual([false, false]);
      expect(rules(inventory)).toEqual(rules(full).map((row) => ({ ...row, changedSinceLoad: null })));

      const client = await cluster.connect().then(async (superuser) => {
        await superuser.query(`SET SESSION AUTHORIZATION ${superuser.escapeIdentifier(roleName)}`);
        return superuser;
      });
      for (const forbidden of [
        'SELECT rolpassword FROM pg_authid',
        'SELECT * FROM public.cards',
        "SELECT pg_ls_dir('.')",
        'SELECT subconninfo FROM pg_subscription',
        'CREATE FUNCTION postern.other() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$',
      ]) {
        await client.query('SET default_transaction_read_only = off');
        await expect(client.query(forbidden), forbidden).rejects.toMatchObject({ code: '42501' });
      }
      await expect(
        cluster.sql('SELECT * FROM postern.password_kinds()', 'postgres', 'app'),
      ).rejects.toThrow();
    } finally {
      await cluster.stop();
    }
  });

  test(`${major}: without rights there are gaps, and exactly their grants close them`, async () => {
    const cluster = await startCluster({ major });
    try {
      await cluster.sql('CREATE DATABASE closed');
      await cluster.sql('CREATE ROLE bare LOGIN NOINHERIT; REVOKE CONNECT ON DATABASE closed FROM PUBLIC');
      await cluster.sql('REVOKE SELECT ON pg_catalog.pg_proc FROM PUBLIC');
      const target = clusterTarget(cluster, 'bare');
      const before = await collect(target, { now });
      const expected = [
        'protected-settings',
        'hba-rules',
        'ident-mappings',
        'password-kinds',
        'sessions',
        'replication-senders',
      ];
      expect(gaps(before).map((gap) => gap.input)).toEqual([
        ...expected,
        'routines',
        'triggers',
        'event-triggers',
        'view-dependencies',
        'policy-routines',
        'crypto-expressions',
        'routine-uses',
      ]);
      expect(before.unreadDatabases).toEqual([
        {
          input: 'database',
          database: 'closed',
          reason: expect.stringContaining('lacks the right'),
          grant: 'GRANT CONNECT ON DATABASE "closed" TO "bare";',
        },
      ]);
      for (const gap of [...gaps(before), ...before.unreadDatabases]) {
        if (gap.grant === null) expect([gap.input, major]).toEqual(['ident-mappings', 14]);
        else await cluster.sql(gap.grant, 'postgres');
      }
      const after = await collect(target, { now });
      expect(gaps(after).map((gap) => gap.input)).toEqual(major === 14 ? ['ident-mappings'] : []);
      expect(after.unreadDatabases).toEqual([]);
      expect(after.databases.map((one) => one.name)).toEqual(['closed', 'postgres']);
    } finally {
      await cluster.stop();
    }
  });
}
