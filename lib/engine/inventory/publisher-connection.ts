import { parseConninfo } from './redact-conninfo.ts';

/** What is kept of a connection string: nothing of it says where it leads or what the password is. */
export interface PublisherConnection {
  readonly holdsPassword: boolean;
  /** null: not stated, so that libpq prefers TLS and does without it. */
  readonly sslmode: string | null;
  /** Every host is a local socket or the loopback interface. */
  readonly local: boolean;
}

const uri = /^postgres(?:ql)?:\/\/(?:([^@/?#]*)@)?([^/?#]*)(?:\/[^?#]*)?(?:\?(.*))?$/s;
const loopback = /^(\/.*|@.*|localhost|127\.[\d.]+|::1|\[::1\])?$/;

/** The URI form of libpq (documentation 34.1.1.2); null where it is none. Throws `URIError` on a wrong escape. */
function pairsOfUri(text: string): ReadonlyMap<string, string> | null {
  const match = uri.exec(text);
  if (!match) return null;
  const [, login = '', hosts = '', parameters = ''] = match;
  const pairs = new Map<string, string>();
  const colon = login.indexOf(':');
  if (colon >= 0) pairs.set('password', decodeURIComponent(login.slice(colon + 1)));
  pairs.set(
    'host',
    hosts
      .split(',')
      .map((host) => decodeURIComponent(host.replace(/:\d*$/, '')))
      .join(','),
  );
  for (const parameter of parameters.split('&')) {
    const at = parameter.indexOf('=');
    if (at > 0)
      pairs.set(decodeURIComponent(parameter.slice(0, at)), decodeURIComponent(parameter.slice(at + 1)));
  }
  if (pairs.get('ssl') === 'true') pairs.set('sslmode', 'require');
  return pairs;
}

/** Null where the text is no connection string that can be understood. */
export function publisherConnection(text: string): PublisherConnection | null {
  let pairs: ReadonlyMap<string, string> | null;
  try {
    pairs = pairsOfUri(text) ?? parseConninfo(text);
  } catch {
    return null;
  }
  if (pairs === null) return null;
  const hosts = pairs.get('hostaddr') || pairs.get('host') || '';
  return {
    holdsPassword: (pairs.get('password') ?? '') !== '',
    sslmode: pairs.get('sslmode') || null,
    local: hosts.split(',').every((host) => loopback.test(host.trim())),
  };
}
