import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { networkInterfaces, userInfo } from 'node:os';
import path from 'node:path';
import type { Client } from 'pg';
import type { EmbeddedMajor } from '../embedded/binaries.ts';
import { canonicalRule } from '../engine/analysis/hba/canonical-rule.ts';
import { decide } from '../engine/analysis/hba/decide.ts';
import type { HbaDecision, HbaRules } from '../engine/analysis/hba/hba-rule.ts';
import { type IpNetwork, parseIpAddress, parseIpNetwork } from '../engine/analysis/hba/ip-address.ts';
import { mapIdent } from '../engine/analysis/hba/map-ident.ts';
import { parseHbaFile } from '../engine/analysis/hba/parse-hba-file.ts';
import { type IdentRules, parseIdentFile } from '../engine/analysis/hba/parse-ident-file.ts';
import { startCluster, type TestCluster } from './cluster.ts';
import { attemptConnection, type HbaAttempt } from './hba-attempt.ts';
import { fileReader, makeCertificates } from './hba-files.ts';
import { rulesFromView } from './hba-view.ts';
import { type Random, randomFrom } from './random.ts';
import { randomHba } from './random-hba.ts';
import { hbaDatabases, hbaRoles } from './random-hba-tokens.ts';

export interface HbaDifferences {
  readonly files: number;
  readonly refused: number;
  readonly attempts: number;
  readonly undecidable: number;
  /** Attempts that the server's view, which has lost the quotes, leaves undecidable. */
  readonly ambiguous: number;
  /** How often each decision got each answer of the server, to show that every one was met. */
  readonly answers: ReadonlyMap<string, number>;
  readonly mismatches: readonly string[];
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

/** The live answer that a decision foretells, given who asks and with which certificate (its name is `u1`). */
function foretold(decision: HbaDecision, attempt: HbaAttempt, ident: IdentRules): string {
  if (decision.decision !== 'method') return decision.decision;
  const { method, options } = decision;
  const mapped = (systemUser: string, otherwise: string) => {
    const match = mapIdent(ident, {
      map: options.map ?? null,
      systemUser,
      user: attempt.user,
      memberOf: membersOf(attempt.user),
      userExists: existing.includes(attempt.user),
    });
    return match === 'unknown' ? 'unknown' : match === 'yes' ? 'trust' : otherwise;
  };
  if (method === 'peer') return mapped(userInfo().username, 'peer');
  if (options.clientcert === undefined) return method ?? '';
  if (attempt.certificate === undefined) return 'cert';
  if (method === 'cert' || (method === 'trust' && options.clientcert === 'verify-full')) {
    return mapped(options.clientname === 'DN' ? 'CN=u1' : 'u1', 'cert refused');
  }
  return method ?? '';
}

/** What the view can say: it does not show `clientname`. */
const told = ({ decision, method, rule }: HbaDecision) => JSON.stringify([decision, method, rule?.line]);

const membersOf = (user: string) => new Set(memberOf[user] ?? []);

function randomAttempt(random: Random, certificate: string | null): HbaAttempt {
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
  const tls = certificate !== null && address !== null && random.chance(0.5);
  return {
    user: random.pick([...hbaRoles, 'stranger']),
    database: random.pick([...hbaDatabases, 'elsewhere', 'x,y']),
    address,
    tls,
    replication: random.chance(0.15) ? random.pick(['physical', 'logical'] as const) : 'none',
    ...(tls && random.chance(0.6) ? { certificate } : {}),
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
    const certificate = makeCertificates(cluster.dataDirectory);
    await cluster.sql(roleScript);
    // Names that make a word of the rules ambiguous once its quotes are lost have to exist: a rule about none is taken as the keyword.
    for (const name of ['all', 'sameuser', 'samerole', 'samegroup', 'replication'])
      await cluster.sql(`CREATE DATABASE "${name}"`);
    const tls = options.seed % 2 === 0;
    if (tls) await cluster.restart({ ssl: 'on', ssl_ca_file: 'server.crt' });
    return await compareOn(cluster, { ...options, certificate: tls ? certificate : null });
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
    readonly certificate: string | null;
  },
): Promise<HbaDifferences> {
  const admin = await cluster.connect({ user: 'admin' });
  const hbaFile = path.join(cluster.dataDirectory, 'pg_hba.conf');
  const serverAddresses = ownInterfaces();
  const mismatches: string[] = [];
  let attempts = 0;
  let refused = 0;
  let undecidable = 0;
  let ambiguous = 0;
  const answers = new Map<string, number>();
  for (let file = 0; file < options.files; file += 1) {
    const seed = options.seed * 100_000 + file;
    const random = randomFrom(seed);
    const made = randomHba(random, { major: options.major, tls: options.certificate !== null });
    rmSync(path.join(cluster.dataDirectory, 'parts'), { recursive: true, force: true });
    mkdirSync(path.join(cluster.dataDirectory, 'parts'), { recursive: true });
    rmSync(path.join(cluster.dataDirectory, 'more.hba'), { force: true });
    for (const [name, text] of Object.entries(made.files))
      writeFileSync(path.join(cluster.dataDirectory, name), text);
    writeFileSync(hbaFile, made.text);
    writeFileSync(path.join(cluster.dataDirectory, 'pg_ident.conf'), made.ident);
    const ident = parseIdentFile(made.ident, { major: options.major });
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
    const shown = await rulesFromView(cluster, admin);
    if (shown.rules.length !== rules.rules.length) complain('the view shows other rules than we read');
    for (let at = 0; at < options.attemptsPerFile; at += 1) {
      const attempt = randomAttempt(random, options.certificate);
      const said = decideAttempt(rules, attempt, serverAddresses);
      attempts += 1;
      const seen = decideAttempt(shown, attempt, serverAddresses);
      if (seen.decision === 'undecidable') ambiguous += 1;
      else if (told(seen) !== told(said)) {
        complain(
          `${JSON.stringify({ ...attempt, certificate: undefined })}: by the view ${told(seen)}, by the file ${told(said)}`,
        );
      }
      const expected = foretold(said, attempt, ident);
      if (said.decision === 'undecidable' || expected === 'unknown') {
        undecidable += 1;
        continue;
      }
      const live = await attemptConnection(cluster, attempt);
      const met = `${said.method ?? said.decision} → ${live}`;
      answers.set(met, (answers.get(met) ?? 0) + 1);
      if (live !== foretold(said, attempt, ident))
        complain(
          `${JSON.stringify({ ...attempt, certificate: attempt.certificate && 'u1' })}: server ${live}, we ${foretold(said, attempt, ident)} by ${said.rule ? canonicalRule(said.rule) : 'no rule'}`,
        );
    }
  }
  return { files: options.files, refused, attempts, undecidable, ambiguous, answers, mismatches };
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
    memberOf: membersOf(attempt.user),
    userExists: existing.includes(attempt.user),
    serverAddresses,
  });
}

/** Reload, and wait until the postmaster is through: its load time moves before it accepts the next connection. */
async function reloadFrom(admin: Client): Promise<void> {
  const before = (await admin.query('SELECT pg_conf_load_time()::text AS at')).rows[0]?.at;
  await admin.query('SELECT pg_reload_conf()');
  for (;;) {
    const now = (await admin.query('SELECT pg_conf_load_time()::text AS at')).rows[0]?.at;
    if (now !== before) break;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  await new Promise((resolve) => setTimeout(resolve, 15));
}
