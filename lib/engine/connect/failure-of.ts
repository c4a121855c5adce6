import { ConnectFailure, type ConnectFailureCode } from './connect-failure.ts';

const nodeCodes: Readonly<Record<string, ConnectFailureCode>> = {
  ENOTFOUND: 'name-resolution',
  EAI_AGAIN: 'name-resolution',
  EAI_FAIL: 'name-resolution',
  ERR_INVALID_ARG_VALUE: 'name-resolution',
  ECONNREFUSED: 'refused',
  ENOENT: 'socket-missing',
  ENOTDIR: 'socket-missing',
  EINVAL: 'socket-missing',
  EACCES: 'permission',
  EPERM: 'permission',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EHOSTDOWN: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  ETIMEDOUT: 'timeout',
  ECONNRESET: 'connection-lost',
  ECONNABORTED: 'connection-lost',
  EPIPE: 'connection-lost',
  CERT_HAS_EXPIRED: 'tls-certificate-expired',
  CERT_NOT_YET_VALID: 'tls-certificate-expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'tls-certificate-name',
  ERR_TLS_CERT_ALTNAME_FORMAT: 'tls-certificate-name',
  HOSTNAME_MISMATCH: 'tls-certificate-name',
};
/** OpenSSL's verification results, as Node names them (`X509_V_ERR_*` without the prefix). */
const authority =
  /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_|CERT_(CHAIN_TOO_LONG|REVOKED|UNTRUSTED|REJECTED|SIGNATURE_FAILURE)|INVALID_(CA|PURPOSE)|PATH_LENGTH_EXCEEDED|CA_|EE_)/;

const sqlstates: Readonly<Record<string, ConnectFailureCode>> = {
  '28P01': 'authentication',
  '28000': 'authentication',
  '3D000': 'database-missing',
  '55000': 'database-closed',
  '42501': 'permission',
  '53300': 'too-many-connections',
  '57P01': 'unavailable',
  '57P02': 'unavailable',
  '57P03': 'unavailable',
  '57P04': 'database-missing',
  '57P05': 'timeout',
  '25P03': 'timeout',
  '25P04': 'timeout',
  '53000': 'unavailable',
  '53100': 'unavailable',
  '53200': 'unavailable',
};

function property(error: unknown, name: string): string | null {
  const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, name) : null;
  return typeof value === 'string' ? value : null;
}

/** The five characters of an SQLSTATE from the server, or null: nothing else it sends is passed on. */
export function sqlstateOf(error: unknown): string | null {
  const code = property(error, 'code');
  // Node's own codes have letters and an underscore or are longer; EPIPE and EPERM alone look alike.
  return code !== null && /^[0-9A-Z]{5}$/.test(code) && !Object.hasOwn(nodeCodes, code) ? code : null;
}

/** SQLSTATEs after which the session is gone, whatever else the server says. */
export function endsSession(sqlstate: string): boolean {
  return sqlstate.startsWith('08') || /^(57P0[1-5]|25P0[34])$/.test(sqlstate);
}

/** Decides by SQLSTATE, node error code and the server's `routine` field; never by message text. */
export function failureOf(error: unknown): ConnectFailure {
  if (error instanceof ConnectFailure) return error;
  const sqlstate = sqlstateOf(error);
  if (sqlstate !== null) {
    // 28000 stands for several things: the function that raised it tells a missing pg_hba entry from an unknown role.
    if (sqlstate === '28000' && property(error, 'routine') === 'ClientAuthentication')
      return new ConnectFailure('no-hba-entry', { sqlstate });
    const code = sqlstates[sqlstate] ?? (sqlstate.startsWith('08') ? 'protocol' : null);
    return new ConnectFailure(code ?? 'protocol', {
      sqlstate,
      ...(code ? {} : { about: `SQLSTATE ${sqlstate}` }),
    });
  }
  const code = property(error, 'code');
  if (code === null) return new ConnectFailure('connection-lost');
  if (Object.hasOwn(nodeCodes, code)) return new ConnectFailure(nodeCodes[code] ?? 'protocol');
  if (authority.test(code)) return new ConnectFailure('tls-certificate-authority');
  if (/^ERR_(OSSL|CRYPTO)/.test(code)) return new ConnectFailure('tls-client-certificate');
  if (/^(ERR_SSL|ERR_TLS|EPROTO)/.test(code)) return new ConnectFailure('tls-handshake');
  return new ConnectFailure('protocol');
}
