import { Socket } from 'node:net';
import pg from 'pg';

/** How a client comes to a server: what `pg_hba.conf` looks at. */
export interface ClientOrigin {
  readonly user: string;
  readonly database: string;
  /** The client's own address on the loopback; `null` for the socket. */
  readonly address: string | null;
  readonly tls: boolean;
  readonly replication: 'physical' | 'logical' | 'none';
  readonly application: string;
  readonly password?: string;
}

/** A socket that calls from `address`, for a driver that cannot be told where from. */
function callingFrom(address: string, port: number): Socket {
  const host = address.includes(':') ? '::1' : '127.0.0.1';
  return new (class extends Socket {
    override connect(): this {
      return super.connect({ host, port, localAddress: address });
    }
  })();
}

/** A real session, held until the caller ends it. Throws the server's refusal. */
export async function openClient(
  server: { readonly port: number; readonly socketDirectory: string },
  { address, application, database, password, replication, tls, user }: ClientOrigin,
): Promise<pg.Client> {
  const client = new pg.Client({
    host: address === null ? server.socketDirectory : '127.0.0.1',
    port: server.port,
    user,
    database,
    application_name: application,
    ssl: tls && { rejectUnauthorized: false },
    ...(password === undefined ? {} : { password }),
    ...(address === null ? {} : { stream: () => callingFrom(address, server.port) }),
    ...(replication === 'none' ? {} : { replication: replication === 'physical' ? 'true' : 'database' }),
  });
  client.on('error', () => {});
  try {
    await client.connect();
  } catch (error) {
    await client.end().catch(() => {});
    throw error;
  }
  return client;
}
