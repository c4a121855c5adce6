import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import pg from 'pg';
import { ConnectFailure } from './connect-failure.ts';
import { type ConnectionTarget, isSocketDirectory } from './connection-target.ts';
import type { SessionLimits } from './limits.ts';
import { isLoopback } from './loopback.ts';
import { type RowTaker, RowTap } from './row-tap.ts';
import { type ServerCertificate, serverCertificate } from './server-certificate.ts';
import { type Transport, tlsOptions, verifiesCertificate } from './tls.ts';
import { typeParsers } from './type-parsers.ts';

/** The part of node-pg's connection that its types leave out. */
interface ParsedConnection extends pg.Connection {
  attachListeners(stream: Duplex): void;
}

interface RowDescription {
  readonly fields: readonly { readonly dataTypeID: number }[];
}

/**
 * A node-pg client that a hostile server can neither crash, nor fill with data, nor talk out of its password.
 * Whatever goes wrong destroys the socket and is kept in `failure`; queries still waiting then reject.
 */
export class BoundedClient extends pg.Client {
  failure: ConnectFailure | null = null;
  /** The server answered `N` to the request for TLS. */
  tlsRefused = false;
  /** The server got as far as asking for a proof of identity. */
  authenticationAsked = false;
  readonly #target: ConnectionTarget;
  readonly #limits: SessionLimits;
  readonly #socket: Socket;
  /** Of the answers asked for and not yet whole, in order: statements are sent without waiting for one another. */
  readonly #takers: (RowTaker | null)[] = [];
  #tap: RowTap | null = null;
  #patience: NodeJS.Timeout | undefined;
  #rows = 0;
  #bytes = 0;
  #ready = false;
  #clearPasswordAsked = false;

  constructor(
    target: ConnectionTarget,
    transport: Transport,
    limits: SessionLimits,
    allowInsecureAuthentication: boolean,
  ) {
    const socket = new Socket();
    super({
      host: target.address ?? target.host,
      port: target.port,
      user: target.user,
      database: target.database,
      // A function, always: a missing value would make node-pg look into the environment and ~/.pgpass by itself.
      password: () => this.#password(allowInsecureAuthentication),
      ssl: transport === 'tls' ? tlsOptions(target) : false,
      sslnegotiation: 'postgres',
      enableChannelBinding: transport === 'tls',
      stream: () => socket,
      types: typeParsers,
      pipeline: true,
    });
    this.#target = target;
    this.#limits = limits;
    this.#socket = socket;
    const connection = this.connection as ParsedConnection;
    // Registered before node-pg's own listeners, hence called before them.
    socket.once('data', (first: Buffer) => {
      this.tlsRefused = transport === 'tls' && first[0] === 0x4e;
    });
    const attach = connection.attachListeners.bind(connection);
    connection.attachListeners = (stream) => this.#guard(stream, attach);
    for (const name of [
      'authenticationCleartextPassword',
      'authenticationMD5Password',
      'authenticationSASL',
    ]) {
      connection.on(name, () => {
        this.authenticationAsked = true;
        this.#clearPasswordAsked = name !== 'authenticationSASL';
      });
    }
    connection.on('dataRow', () => this.#countRow());
    connection.on('rowDescription', ({ fields }: RowDescription) =>
      this.#tap?.describe(fields.map((field) => field.dataTypeID)),
    );
    connection.on('readyForQuery', () => {
      if (this.#ready) this.#takers.shift();
      this.#ready = true;
      this.#awaitAnswer();
    });
    // Without a listener an idle connection that dies would end the process.
    this.on('error', () => {});
    connection.on('error', () => {});
  }

  /** Only what PostgreSQL needs; node-pg would add variables of the environment. */
  getStartupConf(): Record<string, string> {
    const { user, database, applicationName } = this.#target;
    return { user, database, application_name: applicationName ?? 'postern', client_encoding: 'UTF8' };
  }

  /** Sends a query, behind those whose answers are still under way; its rows go to `taker`, or to the query itself. */
  ask(query: pg.Query, taker: RowTaker | null): void {
    this.#takers.push(taker);
    if (this.#takers.length === 1) this.#awaitAnswer();
    this.query(query);
  }

  /** Ends the connection at once; the first failure is the one that counts. */
  fail(failure: ConnectFailure): void {
    this.failure ??= failure;
    clearTimeout(this.#patience);
    this.connection.stream.destroy();
    this.#socket.destroy();
  }

  /** TLS version and cipher of this connection, in OpenSSL's names as `pg_stat_ssl` has them; null is plaintext or a socket. */
  get encryption(): { readonly version: string; readonly cipher: string } | null {
    const stream: Duplex = this.connection.stream;
    if (!(stream instanceof TLSSocket)) return null;
    return { version: stream.getProtocol() ?? 'unknown', cipher: stream.getCipher().name };
  }

  /** What the server showed of itself; null without TLS. */
  get certificate(): ServerCertificate | null {
    const stream: Duplex = this.connection.stream;
    return stream instanceof TLSSocket ? serverCertificate(stream.getPeerCertificate()) : null;
  }

  /** Each answer has its own time, from when it is the next to come. */
  #awaitAnswer(): void {
    this.#rows = 0;
    this.#tap?.describe([]);
    clearTimeout(this.#patience);
    if (this.#takers.length === 0 || this.failure) return;
    this.#patience = setTimeout(() => this.fail(new ConnectFailure('timeout')), this.#limits.answerMs);
  }

  #countRow(): void {
    this.#rows += 1;
    if (this.#rows > this.#limits.rows) this.fail(new ConnectFailure('limit'));
  }

  /** Whoever takes the rows of the answer that comes now, counted. */
  #nextTaker(): RowTaker | null {
    const taker = this.#takers[0];
    if (!taker) return null;
    return (row) => {
      this.#countRow();
      if (!this.failure) taker(row);
    };
  }

  /** Puts byte budget and row tap in front of the parser's listener and catches what any of them throws on garbage. */
  #guard(stream: Duplex, attach: (stream: Duplex) => void): void {
    const listeners = () => stream.listeners('data') as ((chunk: Buffer) => void)[];
    const before = new Set(listeners());
    attach(stream);
    for (const parse of listeners()) {
      if (before.has(parse)) continue;
      const tap = new RowTap(parse, () => this.#nextTaker());
      this.#tap = tap;
      stream.on('data', (chunk: Buffer) => this.#receive(chunk, tap));
      stream.off('data', parse);
    }
  }

  #receive(chunk: Buffer, tap: RowTap): void {
    this.#bytes += chunk.length;
    const budget = this.#ready ? this.#limits.bytes : this.#limits.greetingBytes;
    if (this.#bytes > budget) this.fail(new ConnectFailure('limit'));
    if (this.failure) return;
    try {
      tap.receive(chunk);
    } catch {
      this.fail(new ConnectFailure(this.#ready ? 'protocol' : 'unsupported-authentication'));
    }
  }

  #password(allowInsecure: boolean): string {
    const { password, host } = this.#target;
    if (password === null) throw new ConnectFailure('password-missing');
    const verified = this.encryption !== null && verifiesCertificate(this.#target);
    const local = isSocketDirectory(host) || isLoopback(this.#socket.remoteAddress);
    if (this.#clearPasswordAsked && !verified && !local && !allowInsecure)
      throw new ConnectFailure('insecure-authentication');
    return password.open();
  }
}
