import { connect as connectPlain, type NetConnectOpts, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls, type SecureVersion } from 'node:tls';

/** TLS as one client speaks it; left out: whatever both can. */
export interface TlsOffer {
  readonly version?: SecureVersion;
  /** OpenSSL's name. */
  readonly cipher?: string;
}

/** An attempt to connect to a server of our own, without anything that would prove who one is. */
export interface Knock {
  readonly socketDirectory: string;
  readonly port: number;
  /** The loopback address it comes from; null for the socket. */
  readonly from: string | null;
  readonly tls: TlsOffer | null;
  readonly user: string;
  readonly database: string;
  readonly replication: 'physical' | 'logical' | null;
}

/**
 * What the server's first answer shows. `let-in`: no proof is needed. `asked`: for a password or another proof. `not-proven`: it looked
 * for a proof by itself (peer, ident) and found none. `refused`: by its rules, for want of a client certificate too. `no-tls`,
 * `tls-refused`: before any of it. `none`: it could not be tried.
 */
export type FirstAnswer = 'let-in' | 'asked' | 'not-proven' | 'refused' | 'no-tls' | 'tls-refused' | 'none';

const patienceMs = 5_000;
const longest = 65_536;
const sslRequest = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

function startupPacket({ user, database, replication }: Knock): Buffer {
  const wanted =
    replication === null ? [] : ['replication', replication === 'physical' ? 'true' : 'database'];
  const body = Buffer.from(`${['user', user, 'database', database, ...wanted].join('\0')}\0\0`);
  const head = Buffer.alloc(8);
  head.writeInt32BE(body.length + 8, 0);
  head.writeInt32BE(196_608, 4);
  return Buffer.concat([head, body]);
}

/** Sends, and waits until enough has come back; null where that never happens. */
function exchange(
  stream: Duplex,
  send: Buffer,
  enough: (received: Buffer) => boolean,
): Promise<Buffer | null> {
  return new Promise((resolve) => {
    let received = Buffer.alloc(0);
    const settle = (answer: Buffer | null) => {
      stream.removeAllListeners('data');
      resolve(answer);
    };
    stream.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      if (enough(received)) settle(received);
      else if (received.length > longest) settle(null);
    });
    stream.once('close', () => settle(null));
    stream.write(send);
  });
}

/** The field of an ErrorResponse: `C` its SQLSTATE, `R` the function of the server that raised it. */
function errorField(message: Buffer, code: string): string | null {
  const fields = message.subarray(5).toString('utf8').split('\0');
  return fields.find((field) => field.startsWith(code))?.slice(1) ?? null;
}

function answerIn(message: Buffer): FirstAnswer {
  const kind = String.fromCharCode(message[0] ?? 0);
  if (kind === 'R') return message.length >= 9 && message.readInt32BE(5) === 0 ? 'let-in' : 'asked';
  if (kind !== 'E') return 'none';
  const routine = errorField(message, 'R');
  if (routine === 'ClientAuthentication') return 'refused';
  return routine === 'auth_failed' ? 'not-proven' : 'none';
}

const wholeMessage = (received: Buffer) =>
  received.length >= 5 && received.length >= received.readInt32BE(1) + 1;

function opened(options: NetConnectOpts): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connectPlain(options);
    socket.setTimeout(patienceMs, () => socket.destroy());
    socket.on('error', () => {});
    socket.once('connect', () => resolve(socket));
    socket.once('close', () => resolve(null));
  });
}

function secured(socket: Socket, { version, cipher }: TlsOffer): Promise<Duplex | null> {
  return new Promise((resolve) => {
    const stream = connectTls({
      socket,
      // Our own server, of which nothing secret is asked: what is tried is whether it speaks this.
      rejectUnauthorized: false,
      ...(version === undefined ? {} : { minVersion: version, maxVersion: version }),
      // What the client itself would not speak any more is not what is tried.
      ciphers: `${cipher === undefined ? '' : `${cipher}:`}${cipher === undefined || version === 'TLSv1.3' ? 'ALL:' : ''}@SECLEVEL=0`,
    });
    stream.on('error', () => resolve(null));
    stream.once('close', () => resolve(null));
    stream.once('secureConnect', () => resolve(stream));
  });
}

/** Connects as far as the server's first answer and hangs up. Never throws. */
export async function firstAnswer(knock: Knock): Promise<FirstAnswer> {
  const { socketDirectory, port, from, tls } = knock;
  const socket = await opened(
    from === null
      ? { path: `${socketDirectory}/.s.PGSQL.${port}` }
      : { host: from.includes(':') ? '::1' : '127.0.0.1', port, localAddress: from },
  );
  if (socket === null) return 'none';
  try {
    let stream: Duplex = socket;
    if (tls !== null) {
      const agreed = await exchange(socket, sslRequest, (received) => received.length > 0);
      if (agreed === null) return 'none';
      if (agreed[0] !== 0x53) return 'no-tls';
      const made = await secured(socket, tls);
      if (made === null) return 'tls-refused';
      stream = made;
    }
    const message = await exchange(stream, startupPacket(knock), wholeMessage);
    return message === null ? 'none' : answerIn(message);
  } finally {
    socket.destroy();
  }
}
