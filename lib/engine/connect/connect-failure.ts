/** Why a server could not be reached, authenticated to, or read. */
export const connectFailureSentences = {
  'name-resolution': 'the host name could not be resolved',
  refused: 'the server refused the connection: nothing listens on that address and port',
  'socket-missing': 'there is no PostgreSQL socket in that directory',
  unreachable: 'the host cannot be reached over the network',
  timeout: 'the server did not answer in time',
  'connection-lost': 'the server closed the connection',
  'tls-not-offered': 'the server does not offer TLS, which this connection demands',
  'tls-certificate-expired': "the server's certificate has expired or is not valid yet",
  'tls-certificate-authority': "the server's certificate is not signed by the authority that is trusted here",
  'tls-certificate-name': "the server's certificate was made out to another host name",
  'tls-handshake': 'the TLS handshake failed',
  'tls-client-certificate': 'the client certificate or its key cannot be used',
  authentication: 'the server rejected the user name or the password',
  'password-missing': 'the server asks for a password and none is given',
  'insecure-authentication':
    'the server asks for the password in clear text or as MD5 over a connection that is not verified by certificate: it was not sent',
  'unsupported-authentication': 'the server asks for an authentication method that Postern does not speak',
  'no-hba-entry':
    'pg_hba.conf does not let this user in from here: no rule matches, one rejects it, or it wants a client certificate',
  'database-missing': 'the database does not exist',
  'database-closed': 'the database does not accept connections',
  permission: 'the role lacks the right to do this',
  'too-many-connections': 'the server has no connection left for this role or database',
  unavailable: 'the server is starting up, shutting down or recovering',
  pooler: 'this is a connection pooler, not the server itself: connect to PostgreSQL directly',
  standby: 'this is a standby: changes are made on the primary',
  'unsupported-version': 'this version of PostgreSQL is not supported: Postern reads 14 to 18',
  limit: 'the server sent more than any catalog should hold: the connection was cut',
  protocol: 'the server did not answer as PostgreSQL does',
  cancelled: 'the scan was cancelled',
} as const;

export type ConnectFailureCode = keyof typeof connectFailureSentences;

/** Safe to show: the message is ours alone and holds no byte from the server, no password and no stack worth showing. */
export class ConnectFailure extends Error {
  readonly code: ConnectFailureCode;
  /** The server's SQLSTATE where it gave one. */
  readonly sqlstate: string | null;

  constructor(
    code: ConnectFailureCode,
    detail: { readonly sqlstate?: string; readonly about?: string } = {},
  ) {
    super(
      detail.about ? `${connectFailureSentences[code]} (${detail.about})` : connectFailureSentences[code],
    );
    this.name = 'ConnectFailure';
    this.code = code;
    this.sqlstate = detail.sqlstate ?? null;
  }
}
