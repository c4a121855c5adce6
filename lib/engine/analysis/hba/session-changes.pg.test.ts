import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type pg from 'pg';
import { expect, test } from 'vitest';
import { type ClientOrigin, openClient } from '../../../testing/client-session.ts';
import { startCluster, type TestCluster } from '../../../testing/cluster.ts';
import { enableTls } from '../../../testing/enable-tls.ts';
import { attemptConnection } from '../../../testing/hba-attempt.ts';
import { fileReader, makeCertificates } from '../../../testing/hba-files.ts';
import { inventoryOf } from '../../../testing/inventory-of.ts';
import { type Random, randomFrom } from '../../../testing/random.ts';
import { randomHba } from '../../../testing/random-hba.ts';
import { factsOf } from '../facts.ts';
import { parseHbaFile } from './parse-hba-file.ts';
import { parseIdentFile } from './parse-ident-file.ts';
import { type SessionChange, type SessionOutcome, sessionChanges } from './session-changes.ts';

const roles = `SET password_encryption = 'scram-sha-256';
CREATE ROLE u1 LOGIN PASSWORD 'p'; CREATE ROLE "U1" LOGIN PASSWORD 'p'; CREATE ROLE grp LOGIN;
CREATE ROLE deep LOGIN NOINHERIT PASSWORD 'p' ROLE u1; GRANT grp TO deep; CREATE ROLE bare LOGIN;
CREATE ROLE copy LOGIN REPLICATION PASSWORD 'p';
SET password_encryption = 'md5'; CREATE ROLE u2 LOGIN REPLICATION PASSWORD 'p'; GRANT grp TO u2;`;

/** Where today's sessions come in: by several methods, so that a changed file can change or keep each. */
const today = `local all all trust
host all u1 127.0.0.0/8 scram-sha-256
host all,replication copy,u2 127.0.0.1/32 md5
host all,replication all all trust
`;

const origins: readonly Omit<ClientOrigin, 'application'>[] = ['u1', 'U1', 'u2', 'deep', 'bare'].flatMap(
  (user) =>
    [null, '127.0.0.1', '127.0.0.2', '::1'].flatMap((address) =>
      (address === null ? [false] : [false, true]).flatMap((tls) =>
        (user === 'deep' ? ['grp', 'd1'] : ['d1']).map((database) => ({
          user,
          database,
          address,
          tls,
          replication: 'none' as const,
          password: 'p',
        })),
      ),
    ),
);
const senders = (['physical', 'logical'] as const).map((replication) => ({
  user: 'copy',
  database: 'd1',
  address: '127.0.0.1',
  tls: true,
  replication,
  password: 'p',
}));

async function load(cluster: TestCluster, admin: pg.Client, text: string, ident: string): Promise<boolean> {
  writeFileSync(path.join(cluster.dataDirectory, 'pg_hba.conf'), text);
  writeFileSync(path.join(cluster.dataDirectory, 'pg_ident.conf'), ident);
  const logged = cluster.log().length;
  await admin.query('SELECT pg_reload_conf()');
  await new Promise((resolve) => setTimeout(resolve, 200));
  return !cluster.log().slice(logged).includes('was not reloaded');
}

/** A changed file: random lines of every form, with enough plain ones that most sessions are decided. */
function changedFile(random: Random, major: number, cluster: TestCluster): { text: string; ident: string } {
  const made = randomHba(random, { major, tls: true });
  const directory = path.join(cluster.dataDirectory, 'parts');
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  for (const [name, text] of Object.entries(made.files))
    writeFileSync(path.join(cluster.dataDirectory, name), text);
  const plain = Array.from({ length: 4 }, () => {
    const type = random.pick(['host', 'hostssl', 'hostnossl', 'local']);
    const where = type === 'local' ? '' : random.pick(['127.0.0.1/32', '127.0.0.0/8', '::1/128', 'all']);
    const users = random.pick(['all', 'u1,u2', '+grp', 'deep', 'bare', 'copy']);
    return `${type} ${random.pick(['all', 'd1', 'samerole', 'replication'])} ${users} ${where} ${random.pick(['trust', 'reject', 'md5', 'scram-sha-256'])}`;
  });
  return { text: `${plain.join('\n')}\n${random.chance(0.6) ? made.text : ''}`, ident: made.ident };
}

async function admitted(cluster: TestCluster, origin: ClientOrigin): Promise<boolean> {
  try {
    await (await openClient(cluster, origin)).end();
    return true;
  } catch {
    return false;
  }
}

/** What the server does when the session comes back, held against what was said of it. */
async function mismatch(
  cluster: TestCluster,
  said: SessionChange,
  origin: ClientOrigin,
): Promise<string | null> {
  if (said.outcome === 'undecidable') return null;
  const live = await attemptConnection(cluster, origin);
  const after = said.after?.decision === 'method' ? said.after.method : said.after?.decision;
  // A role whose verifier is SCRAM runs SCRAM under md5 too; a certificate is asked for before anything else.
  const same = live === after || (live === 'scram-sha-256' && after === 'md5');
  const certificate =
    said.after?.options.clientcert !== undefined && /^cert$|root certificate store/.test(live);
  if (!same && !certificate) return `first answer ${live}, foretold ${after ?? 'nothing'}`;
  if (said.outcome === 'refused' && (await admitted(cluster, origin))) return 'let in, foretold refused';
  if (said.outcome === 'kept' && !(await admitted(cluster, origin))) return 'turned away, foretold kept';
  return null;
}

test.each([14, 17] as const)(
  'PostgreSQL %i does to each present session what was foretold',
  async (major) => {
    const cluster = await startCluster({
      major,
      settings: { listen_addresses: '127.0.0.1,::1', max_wal_senders: '8' },
    });
    const open: pg.Client[] = [];
    try {
      await cluster.sql(roles);
      for (const name of ['d1', 'grp']) await cluster.sql(`CREATE DATABASE ${name}`);
      // With an authority a certificate can be asked for; without one nobody passes a rule that asks.
      if (major === 14) await enableTls(cluster);
      else {
        makeCertificates(cluster.dataDirectory);
        await cluster.restart({ ssl: 'on', ssl_ca_file: 'server.crt' });
      }
      await cluster.setHba(today);
      const came = new Map<string, ClientOrigin>();
      for (const [at, origin] of [...origins, ...senders].entries()) {
        const named = { ...origin, application: `session ${at}` };
        came.set(named.application, named);
        open.push(await openClient(cluster, named));
      }
      const admin = await cluster.connect();
      const facts = factsOf(await inventoryOf(cluster, ['postgres']));
      const present = facts.read('sessions').filter((row) => came.has(row.application));
      expect(present).toHaveLength(came.size);
      const met = new Map<SessionOutcome, number>();
      const mismatches: string[] = [];
      for (let file = 0; file < 25; file += 1) {
        const seed = major * 1_000 + file;
        const { text, ident } = changedFile(randomFrom(seed), major, cluster);
        const name = path.join(cluster.dataDirectory, 'pg_hba.conf');
        const rules = parseHbaFile(text, { major, file: name, include: fileReader });
        const maps = parseIdentFile(ident, { major });
        const changes = sessionChanges(facts, { rules, maps }).filter(({ session }) =>
          came.has(session.application),
        );
        if (!(await load(cluster, admin, text, ident))) {
          expect(rules.errors, `seed ${seed}\n${text}`).not.toEqual([]);
          expect(new Set(changes.map(({ outcome }) => outcome))).toEqual(new Set(['undecidable']));
          continue;
        }
        for (const said of changes) {
          met.set(said.outcome, (met.get(said.outcome) ?? 0) + 1);
          const origin = came.get(said.session.application);
          const wrong = origin ? await mismatch(cluster, said, origin) : 'nobody came so';
          if (wrong)
            mismatches.push(`seed ${seed}, ${JSON.stringify(origin)}: ${wrong} (${said.reason})\n${text}`);
        }
      }
      expect(mismatches).toEqual([]);
      for (const outcome of ['kept', 'refused', 'changed-method'] as const)
        expect(met.get(outcome) ?? 0, outcome).toBeGreaterThan(40);
    } finally {
      await Promise.all(open.map((client) => client.end().catch(() => {})));
      await cluster.stop();
    }
  },
);
