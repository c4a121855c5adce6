import { visibleText } from '../model/visible-text.ts';
import {
  type ConnectionTarget,
  TargetProblem,
  type TlsMode,
  type TlsSettings,
  tlsModes,
} from './connection-target.ts';
import { passwordFromFile } from './passfile.ts';
import { Secret } from './secret.ts';
import { urlParameters } from './url.ts';

/** Reads a local file as text, null where there is none. Left out where a URL comes from a browser: then no path is ever opened. */
export type ReadFile = (path: string) => string | null;

export interface TargetInput {
  readonly url?: string;
  /** `PG*`, `HOME`, `USER`: plain values; the engine reads no environment itself. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly readFile?: ReadFile;
  /** Whether a path exists, to find the default socket directory; without it the default host is `localhost`. */
  readonly exists?: (path: string) => boolean;
}

/** libpq parameter → variable. */
const variables: Readonly<Record<string, string>> = {
  host: 'PGHOST',
  port: 'PGPORT',
  dbname: 'PGDATABASE',
  user: 'PGUSER',
  password: 'PGPASSWORD',
  passfile: 'PGPASSFILE',
  sslmode: 'PGSSLMODE',
  sslrootcert: 'PGSSLROOTCERT',
  sslcert: 'PGSSLCERT',
  sslkey: 'PGSSLKEY',
  connect_timeout: 'PGCONNECT_TIMEOUT',
  application_name: 'PGAPPNAME',
  hostaddr: 'PGHOSTADDR',
  service: 'PGSERVICE',
};
/** Understood, and without effect on a scan. */
const harmless =
  /^(keepalives(_idle|_interval|_count)?|tcp_user_timeout|fallback_application_name|client_encoding|sslsni|sslcompression|target_session_attrs|load_balance_hosts)$/;
/** Meaningful, but only with the value that Postern does anyway. */
const onlyWith: Readonly<Record<string, RegExp>> = {
  gssencmode: /^(disable|prefer)$/,
  channel_binding: /^(disable|prefer)$/,
  sslnegotiation: /^postgres$/,
};
const unsupported =
  /^(hostaddr|service|servicefile|options|replication|sslpassword|sslcrl|sslcrldir|sslcertmode|ssl_(min|max)_protocol_version|require_auth|requirepeer|krbsrvname|gsslib|gssdelegation|requiressl|passfile|min_protocol_version|max_protocol_version)$/;

function checkNames(given: ReadonlyMap<string, string>): void {
  for (const [name, value] of given) {
    if (
      (Object.hasOwn(variables, name) && name !== 'hostaddr' && name !== 'service' && name !== 'passfile') ||
      harmless.test(name)
    )
      continue;
    const allowed = Object.hasOwn(onlyWith, name) ? onlyWith[name] : undefined;
    if (allowed?.test(value)) continue;
    if (allowed || unsupported.test(name))
      throw new TargetProblem(
        'unsupported-parameter',
        `the connection parameter ${name} is not supported with this value`,
      );
    throw new TargetProblem('unknown-parameter', `"${visibleText(name, 60)}" is no connection parameter`);
  }
}

function tlsSettings(value: (name: string) => string | undefined, input: TargetInput): TlsSettings {
  const root = value('sslrootcert');
  const named = value('sslmode') ?? (root === 'system' ? 'verify-full' : 'prefer');
  const mode = tlsModes.find((one): one is TlsMode => one === named);
  if (!mode) throw new TargetProblem('parameter-value', `sslmode must be one of ${tlsModes.join(', ')}`);
  if (root === 'system' && mode !== 'verify-full')
    throw new TargetProblem('parameter-value', 'sslrootcert=system needs sslmode=verify-full');
  const home = input.env?.HOME;
  const file = (name: string, standard: string): string | null => {
    const path = value(name);
    if (path === undefined)
      return home && input.readFile ? input.readFile(`${home}/.postgresql/${standard}`) : null;
    if (!input.readFile)
      throw new TargetProblem('local-file', `${name} names a local file: paste the certificate instead`);
    const text = input.readFile(path);
    if (text === null) throw new TargetProblem('missing-file', `the file that ${name} names cannot be read`);
    return text;
  };
  if (mode === 'disable') return { mode, rootCertificate: null, certificate: null, key: null };
  const rootCertificate = root === 'system' ? null : file('sslrootcert', 'root.crt');
  if (rootCertificate === null && root !== 'system' && (mode === 'verify-ca' || mode === 'verify-full'))
    throw new TargetProblem(
      'missing-root-certificate',
      `sslmode=${mode} needs sslrootcert: a file with the authority's certificate, or system`,
    );
  const key = file('sslkey', 'postgresql.key');
  return {
    mode,
    rootCertificate,
    certificate: file('sslcert', 'postgresql.crt'),
    key: key === null ? null : new Secret(key),
  };
}

function wholeNumber(text: string, name: string, least: number, most: number): number {
  const number = /^\s*[0-9]+\s*$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new TargetProblem(
    name === 'port' ? 'port' : 'parameter-value',
    `${name} must be a whole number from ${least} to ${most}`,
  );
}

function defaultHost(port: number, exists: TargetInput['exists']): string {
  const directory = ['/var/run/postgresql', '/tmp'].find((one) => exists?.(`${one}/.s.PGSQL.${port}`));
  return directory ?? 'localhost';
}

/**
 * The target that a URL and libpq's variables name together, the URL first, with libpq's defaults (`user`: the operating
 * system's, `database`: the user, port 5432, `sslmode` prefer, certificates in `~/.postgresql`) and `.pgpass`.
 * Throws `TargetProblem`.
 */
export function resolveTarget(input: TargetInput): ConnectionTarget {
  const given = input.url === undefined ? new Map<string, string>() : urlParameters(input.url);
  checkNames(given);
  const env = input.env ?? {};
  if (env.PGHOSTADDR || env.PGSERVICE)
    throw new TargetProblem(
      'unsupported-parameter',
      'PGHOSTADDR and PGSERVICE are not supported: unset them, or use --url',
    );
  const value = (name: string): string | undefined =>
    given.get(name) || env[variables[name] ?? ''] || undefined;
  const port = wholeNumber(value('port') ?? '5432', 'port', 1, 65_535);
  const host = value('host') ?? defaultHost(port, input.exists);
  if (host.includes(','))
    throw new TargetProblem('several-hosts', 'several hosts are given: scan each server by itself');
  const user = value('user') ?? env.USER ?? env.LOGNAME;
  if (!user) throw new TargetProblem('missing-user', 'no user is given: name one in the URL or in PGUSER');
  const database = value('dbname') ?? user;
  const passfile = value('passfile') ?? (env.HOME ? `${env.HOME}/.pgpass` : undefined);
  const stored = () => {
    const text = passfile && input.readFile ? input.readFile(passfile) : null;
    return text === null ? null : passwordFromFile(text, { host, port, database, user });
  };
  const password = value('password') ?? stored();
  const timeout = value('connect_timeout');
  return {
    host,
    port,
    database,
    user,
    password: password ? new Secret(password) : null,
    tls: tlsSettings(value, input),
    connectTimeout: timeout === undefined ? null : wholeNumber(timeout, 'connect_timeout', 0, 86_400) || null,
    applicationName: value('application_name') ?? 'postern',
  };
}
