import { TargetProblem } from './connection-target.ts';

const hint = 'characters such as @ : / ? # % in a user name or password must be percent-encoded';

function decode(text: string, what: string): string {
  let decoded: string;
  try {
    decoded = decodeURIComponent(text);
  } catch {
    throw new TargetProblem(
      'percent-encoding',
      `the ${what} in the URL is not validly percent-encoded (a literal % is written %25)`,
    );
  }
  if (decoded.includes('\0'))
    throw new TargetProblem(
      'percent-encoding',
      `the ${what} in the URL contains %00, which PostgreSQL cannot hold`,
    );
  return decoded;
}

/** Splits at the first `mark`; null where there is none. */
function cut(text: string, mark: string): readonly [string, string | null] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, null] : [text.slice(0, at), text.slice(at + 1)];
}

function hostAndPort(text: string): { host: string; port: string } {
  if (text.startsWith('[')) {
    const end = text.indexOf(']');
    const rest = text.slice(end + 1);
    if (end < 0 || (rest !== '' && !rest.startsWith(':')))
      throw new TargetProblem('host', 'the IPv6 address in the URL must stand in brackets, as in [::1]:5432');
    return { host: decode(text.slice(1, end), 'host'), port: rest.slice(1) };
  }
  const [host, port] = cut(text, ':');
  if (port?.includes(':'))
    throw new TargetProblem(
      'host',
      `the host in the URL has more than one colon: an IPv6 address needs brackets, and ${hint}`,
    );
  return { host: decode(host, 'host'), port: port ?? '' };
}

/**
 * Reads a libpq connection URI (`postgresql://user:password@host:port/database?parameter=value`, PostgreSQL documentation
 * 34.1.1.2) into libpq parameters (`host`, `port`, `user`, `password`, `dbname`, `sslmode` …), uninterpreted. Unlike
 * WHATWG URLs, `#` is an ordinary character; the last `@` before the path ends the credentials, so that one in a
 * password does no harm. Throws `TargetProblem`.
 */
export function urlParameters(url: string): ReadonlyMap<string, string> {
  const match = /^postgres(?:ql)?:\/\/([^/?]*)(?:\/([^?]*))?(?:\?([\s\S]*))?$/.exec(url);
  if (!match)
    throw new TargetProblem('not-a-url', 'the URL must look like postgres://user@host:port/database');
  const [, authority = '', database = '', query = ''] = match;
  const parameters = new Map<string, string>();
  const set = (name: string, value: string) => {
    if (value !== '') parameters.set(name, value);
  };
  const at = authority.lastIndexOf('@');
  if (at >= 0) {
    const [user, password] = cut(authority.slice(0, at), ':');
    set('user', decode(user, 'user name'));
    if (password !== null) set('password', decode(password, 'password'));
  }
  const address = authority.slice(at + 1);
  if (address.includes(','))
    throw new TargetProblem('several-hosts', 'the URL names several hosts: scan each server by itself');
  const { host, port } = hostAndPort(address);
  set('host', host);
  if (port !== '' && !/^[0-9]+$/.test(port))
    throw new TargetProblem('port', `the port in the URL is not a number (${hint})`);
  set('port', port);
  set('dbname', decode(database, 'database name'));
  for (const pair of query === '' ? [] : query.split('&')) {
    const [name, value] = cut(pair, '=');
    if (value === null)
      throw new TargetProblem(
        'parameter-value',
        'a parameter of the URL has no value (parameter=value, separated by &)',
      );
    const key = decode(name, 'parameter name');
    // JDBC habit that libpq accepts in URIs.
    if (key === 'ssl' && value === 'true') set('sslmode', 'require');
    else parameters.set(key, decode(value, 'parameter value'));
  }
  return parameters;
}
