import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

/** A connection attempt spoken byte by byte, so that nothing hides what the server answers first. */
export interface HbaAttempt {
  readonly user: string;
  readonly database: string;
  /** The client's own address; `null` for the socket. */
  readonly address: string | null;
  readonly tls: boolean;
  readonly replication: 'physical' | 'logical' | 'none';
  /** Client certificate, with its key, in PEM. */
  readonly certificate?: string;
}

/** What the server's first answer says of the rule it took. */
export type LiveDecision =
  | 'trust'
  | 'password'
  | 'md5'
  | 'scram-sha-256'
  | 'peer'
  | 'ident'
  | 'cert'
  | 'cert refused'
  | 'reject'
  | 'implicit-reject'
  | `other: ${string}`;

function startupPacket(attempt: HbaAttempt): Buffer {
  const replication =
    attempt.replication === 'none'
      ? []
      : ['replication', attempt.replication === 'physical' ? 'true' : 'database'];
  const body = Buffer.from(
    `${['user', attempt.user, 'database', attempt.database, ...replication].join('\0')}\0\0`,
  );
  const head = Buffer.alloc(8);
  head.writeInt32BE(body.length + 8, 0);
  head.writeInt32BE(196608, 4);
  return Buffer.concat([head, body]);
}

function interpret(message: Buffer): LiveDecision {
  const kind = String.fromCharCode(message[0] ?? 0);
  if (kind === 'R') {
    const code = message.readInt32BE(5);
    const known: Readonly<Record<number, LiveDecision>> = {
      0: 'trust',
      3: 'password',
      5: 'md5',
      10: 'scram-sha-256',
    };
    return known[code] ?? `other: authentication request ${code}`;
  }
  const text = message.toString('utf8');
  if (text.includes('no pg_hba.conf entry')) return 'implicit-reject';
  if (text.includes('pg_hba.conf rejects')) return 'reject';
  if (text.includes('Peer authentication failed')) return 'peer';
  if (text.includes('Ident authentication failed')) return 'ident';
  if (text.includes('valid client certificate')) return 'cert';
  // `trust` with `clientcert=verify-full` says so when the certificate is somebody else's.
  if (/certificate authentication failed|"trust" authentication failed/i.test(text)) return 'cert refused';
  return `other: ${text.replaceAll('\0', ' ')}`;
}

async function firstBytes(
  socket: Socket,
  send: Buffer,
  enough: (received: Buffer) => boolean,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let received = Buffer.alloc(0);
    const settle = (end: () => void) => {
      socket.removeAllListeners('data');
      socket.removeAllListeners('error');
      socket.removeAllListeners('close');
      end();
    };
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      if (enough(received)) settle(() => resolve(received));
    });
    socket.on('error', (error) => settle(() => reject(error)));
    socket.on('close', () =>
      settle(() => (received.length > 0 ? resolve(received) : reject(new Error('closed without an answer')))),
    );
    socket.write(send);
  });
}

const wholeMessage = (received: Buffer) =>
  received.length >= 5 && received.length >= received.readInt32BE(1) + 1;

/** Makes the attempt on a real server and says which decision its answer shows. */
export async function attemptConnection(
  server: { readonly port: number; readonly socketDirectory: string },
  attempt: HbaAttempt,
): Promise<LiveDecision> {
  const opened: Socket =
    attempt.address === null
      ? connectTcp({ path: `${server.socketDirectory}/.s.PGSQL.${server.port}` })
      : connectTcp({
          host: attempt.address.includes(':') ? '::1' : '127.0.0.1',
          port: server.port,
          localAddress: attempt.address,
        });
  let socket = opened;
  try {
    await new Promise<void>((resolve, reject) => {
      opened.once('connect', resolve);
      opened.once('error', reject);
    });
    opened.removeAllListeners('error');
    if (attempt.tls) {
      const agreed = await firstBytes(
        opened,
        Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]),
        (received) => received.length > 0,
      );
      if (agreed.toString() !== 'S') return 'other: no TLS';
      const secured = connectTls({
        socket: opened,
        rejectUnauthorized: false,
        ...(attempt.certificate === undefined ? {} : { cert: attempt.certificate, key: attempt.certificate }),
      });
      socket = secured;
      await new Promise<void>((resolve, reject) => {
        secured.once('secureConnect', resolve);
        secured.once('error', reject);
      });
      secured.removeAllListeners('error');
    }
    return interpret(await firstBytes(socket, startupPacket(attempt), wholeMessage));
  } finally {
    socket.on('error', () => {});
    socket.destroy();
    opened.destroy();
  }
}
