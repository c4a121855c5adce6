import { execFileSync } from 'node:child_process';
import { chownSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import path from 'node:path';
import type { EmbeddedMajor } from '../embedded/binaries.ts';
import { serverAccount } from '../embedded/server-account.ts';
import type { AuthFileReader } from '../engine/analysis/hba/auth-file-tokens.ts';
import { canonicalRule } from '../engine/analysis/hba/canonical-rule.ts';
import { decide } from '../engine/analysis/hba/decide.ts';
import type { HbaDecision, HbaRules } from '../engine/analysis/hba/hba-rule.ts';
import { type IpNetwork, parseIpAddress, parseIpNetwork } from '../engine/analysis/hba/ip-address.ts';
import { parseHbaFile } from '../engine/analysis/hba/parse-hba-file.ts';
import { startCluster, type TestCluster } from './cluster.ts';
import { attemptConnection, type HbaAttempt } from './hba-attempt.ts';
import { type Random, randomFrom } from './random.ts';
import { hbaDatabases, hbaRoles, randomHba } from './random-hba.ts';

export interface HbaDifferences {
  readonly files: number;
  readonly refused: number;
  readonly attempts: number;
  readonly undecidable: number;
  readonly mismatches: readonly string[];
}

/** A reader of real files, for the parser. */
export const fileReader: AuthFileReader = {
  read: (file) => {
    try {
      return readFileSync(file, 'utf8');
    } catch {
      return { failed: 'missing' };
    }
  },
  list: (directory) => {
    try {
      return readdirSync(directory);
    } catch {
      return { failed: 'missing' };
    }
  },
};

/** A self-made certificate and authority in `directory`, for a throw-away server. */
export function makeCertificate(directory: string): void {
  const run = (...args: string[]) => execFileSync('openssl', args, { cwd: directory, stdio: 'ignore' });
  run(
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-days',
    '2',
    '-subj',
    '/CN=localhost',
    '-keyout',
    'server.key',
    '-out',
    'server.crt',
  );
  const account = serverAccount();
  for (const file of ['server.key', 'server.crt'])
    if (account) chownSync(path.join(directory, file), account.uid, account.gid);
}

function ownInterfaces(): IpNetwork[] {
  return Object.values(networkInterfaces()).flatMap((list) =>
    (list ?? []).flatMap(({ cidr }) => {
      const network = cidr === null ? null : parseIpNetwork(cidr);
      return network ? [network] : [];
    }),
  );
}

const roleScript = `SET password_encryption = 'md5';
CREATE ROLE admin SUPERUSER LOGIN;
CREATE ROLE u1 LOGIN PASSWORD 'p'; CREATE ROLE u2 LOGIN PASSWORD 'p'; CREATE ROLE "U1" LOGIN SUPERUSER PASSWORD 'p';
CREATE ROLE "all" LOGIN PASSWORD 'p'; CREATE ROLE "+grp" LOGIN PASSWORD 'p'; CREATE ROLE grp LOGIN PASSWORD 'p'; CREATE ROLE sub;
CREATE ROLE deep LOGIN NOINHERIT PASSWORD 'p'; CREATE ROLE "a b" LOGIN PASSWORD 'p';
GRANT grp TO sub; GRANT sub TO deep; GRANT grp TO u2; GRANT "all" TO u1;`;
const memberOf: Readonly<Record<string, readonly string[]>> = {
  sub: ['grp'],
  deep: ['sub', 'grp'],
  u2: ['grp'],
  u1: ['all'],
};

const existing = ['u1', 'u2', 'U1', 'all', '+grp', 'grp', 'sub', 'deep', 'a b'];

/** The live answer that a decision foretells. */
function foretold(decision: HbaDecision): string {
  if (decision.decision !== 'method') return decision.decision;
  return decision.options.clientcert === undefined ? (decision.method ?? '') : 'cert';
}

function randomAttempt(random: Random, tls: boolean): HbaAttempt {
  const address = random.pick([
    null,
    null,
    '127.0.0.1',
    '127.0.0.2',
    '127.0.0.9',
    '127.9.9.9',
    '127.0.0.200',
    '::1',
  ]);
  return {
    user: random.pick([...hbaRoles, 'stranger']),
    database: random.pick([...hbaDatabases, 'elsewhere', 'x,y']),
    address,
    tls: tls && address !== null && random.chance(0.5),
    replication: random.chance(0.15) ? random.pick(['physical', 'logical'] as const) : 'none',
  };
}

/** Puts random files before a real server and compares every attempt with what the engine says beforehand. */
export async function compareHba(options: {
  readonly major: EmbeddedMajor;
  readonly seed: number;
  readonly files: number;
  readonly attemptsPerFile: number;
}): Promise<HbaDifferences> {
  const cluster = await startCluster({
    major: options.major,
    settings: { listen_addresses: '127.0.0.1,::1', password_encryption: 'md5', log_min_messages: 'log' },
  });
  try {
    makeCertificate(cluster.dataDirectory);
    await cluster.sql(roleScript);
    const tls = options.seed % 2 === 0;
    if (tls) await cluster.restart({ ssl: 'on', ssl_ca_file: 'server.crt' });
    return await compareOn(cluster, { ...options, tls });
  } finally {
    await cluster.stop();
  }
}

async function compareOn(
  cluster: TestCluster,
  options: {
    readonly major: EmbeddedMajor;
    readonly seed: number;
    readonly files: number;
    readonly attemptsPerFile: number;
    readonly tls: boolean;
  },
): Promise<HbaDifferences> {
  const admin = await cluster.connect({ user: 'admin' });
  const hbaFile = path.join(cluster.dataDirectory, 'pg_hba.conf');
  const serverAddresses = ownInterfaces();
  const mismatches: string[] = [];
  let attempts = 0;
  let refused = 0;
  let undecidable = 0;
  for (let file = 0; file < options.files; file += 1) {
    const seed = options.seed * 100_000 + file;
    const random = randomFrom(seed);
    const made = randomHba(random, options);
    rmSync(path.join(cluster.dataDirectory, 'parts'), { recursive: true, force: true });
    mkdirSync(path.join(cluster.dataDirectory, 'parts'), { recursive: true });
    rmSync(path.join(cluster.dataDirectory, 'more.hba'), { force: true });
    for (const [name, text] of Object.entries(made.files))
      writeFileSync(path.join(cluster.dataDirectory, name), text);
    writeFileSync(hbaFile, made.text);
    const rules = parseHbaFile(made.text, { major: options.major, file: hbaFile, include: fileReader });
    const complain = (what: string) =>
      mismatches.push(`PostgreSQL ${options.major}, seed ${seed}: ${what}\n${made.text}`);
    const logged = cluster.log().length;
    await reloadFrom(admin);
    const kept = cluster.log().slice(logged).includes('was not reloaded');
    if (kept !== rules.errors.length > 0) {
      complain(`server ${kept ? 'refused' : 'took'} the file; we say ${JSON.stringify(rules.errors)}`);
      continue;
    }
    if (kept) {
      refused += 1;
      continue;
    }
    for (let at = 0; at < options.attemptsPerFile; at += 1) {
      const attempt = randomAttempt(random, options.tls);
      const said = decideAttempt(rules, attempt, serverAddresses);
      attempts += 1;
      if (said.decision === 'undecidable') {
        undecidable += 1;
        continue;
      }
      const live = await attemptConnection(cluster, attempt);
      if (live !== foretold(said))
        complain(
          `${JSON.stringify(attempt)}: server ${live}, we ${foretold(said)} by ${said.rule ? canonicalRule(said.rule) : 'no rule'}`,
        );
    }
  }
  return { files: options.files, refused, attempts, undecidable, mismatches };
}

export function decideAttempt(
  rules: HbaRules,
  attempt: HbaAttempt,
  serverAddresses: readonly IpNetwork[],
): HbaDecision {
  return decide(rules, {
    user: attempt.user,
    database: attempt.database,
    address: attempt.address === null ? null : parseIpAddress(attempt.address),
    tls: attempt.tls,
    gss: false,
    replication: attempt.replication === 'physical',
    memberOf: new Set(memberOf[attempt.user] ?? []),
    userExists: existing.includes(attempt.user),
    serverAddresses,
  });
}

/** Reload, and wait until the postmaster is through: its load time moves before it accepts the next connection. */
async function reloadFrom(admin: Awaited<ReturnType<TestCluster['connect']>>): Promise<void> {
  const before = (await admin.query('SELECT pg_conf_load_time()::text AS at')).rows[0]?.at;
  await admin.query('SELECT pg_reload_conf()');
  for (;;) {
    const now = (await admin.query('SELECT pg_conf_load_time()::text AS at')).rows[0]?.at;
    if (now !== before) break;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  await new Promise((resolve) => setTimeout(resolve, 15));
}
