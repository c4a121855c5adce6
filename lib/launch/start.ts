import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { startDemo } from '../demo/demo-server.ts';
import { stopOrphan } from '../embedded/orphan.ts';
import { serverAccount } from '../embedded/server-account.ts';
import { type Environment, env } from '../env.ts';
import { homeDirectory } from '../home.ts';
import { openDatabase, replaceDatabase } from '../service/db/client.ts';
import { newSetupLink } from '../service/people/first-administrator.ts';
import { keyEncryptionKey } from '../service/secrets/key-encryption-key.ts';
import { sessionSecret } from '../service/secrets/session-secret.ts';
import { addressOf, keepAddress } from './address.ts';
import { build, buildIsCurrent } from './build.ts';
import { migrateDatabase } from './check-database.ts';
import { type Child, startChild } from './child.ts';
import { lockHome } from './instance-lock.ts';
import { keepWorker } from './keep-worker.ts';
import { LaunchProblem, problemLine } from './launch-problem.ts';
import { startOwnServer } from './own-server.ts';
import { prepareHome } from './prepare-home.ts';
import { registerDemo } from './register-demo.ts';

export interface LaunchOptions {
  readonly development: boolean;
  /** Aborts on Ctrl-C. */
  readonly signal: AbortSignal;
  /** One line for people. */
  readonly say: (line: string) => void;
}

/** What has been started, to be stopped in the opposite order. */
class Started {
  readonly #stops: (() => unknown)[] = [];

  add(stop: () => unknown): void {
    this.#stops.push(stop);
  }

  async stop(): Promise<void> {
    for (let stop = this.#stops.pop(); stop !== undefined; stop = this.#stops.pop()) await stop();
  }
}

/** The web port, asked for before anything slow happens. */
async function requirePort({ HOST, PORT }: Environment): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      const taken =
        error.code === 'EADDRINUSE'
          ? 'is taken: set PORT to another'
          : `cannot be used: ${problemLine(error)}`;
      reject(new LaunchProblem(`port ${PORT} of ${HOST} ${taken}`));
    });
    probe.listen(PORT, HOST, () => probe.close(() => resolve()));
  });
}

async function listeningPort(web: Child): Promise<number> {
  const message = await web.ready;
  const port: unknown = Object(message).port;
  if (typeof port === 'number') return port;
  throw new LaunchProblem(`the web server cannot listen: ${String(Object(message).error)}`);
}

/** Starts all of Postern and resolves when it has stopped again; throws `LaunchProblem` when it cannot start or go on. */
export async function launch({ development, signal, say }: LaunchOptions): Promise<void> {
  const started = new Started();
  try {
    const environment = env();
    const home = homeDirectory();
    const account = serverAccount();
    const embedded = environment.DATABASE_URL === undefined;
    const withDemo = environment.POSTERN_DEMO === undefined ? embedded : environment.POSTERN_DEMO === 'on';
    prepareHome(home, embedded || withDemo ? account : null);
    started.add(lockHome(home));
    await requirePort(environment);
    // Made now, by one process: the web and the worker then find them.
    keyEncryptionKey();
    sessionSecret();

    const failures: Promise<never>[] = [];
    const fatal = (what: string, ended: Promise<unknown>) => {
      const failure = ended.then((): never => {
        throw new LaunchProblem(`${what} ended by itself; everything else was stopped`);
      });
      failure.catch(() => {});
      failures.push(failure);
    };

    let url = environment.DATABASE_URL;
    if (url === undefined) {
      say('Starting PostgreSQL for Postern itself …');
      const own = await startOwnServer(home, account);
      started.add(() => own.server.stop());
      fatal("Postern's own database", own.server.ended);
      url = own.url;
    }
    signal.throwIfAborted();
    const applied = await migrateDatabase(url);
    if (applied.length > 0) say(`Applied ${applied.length} migration${applied.length === 1 ? '' : 's'}.`);
    const database = openDatabase(url);
    started.add(replaceDatabase(database));
    started.add(() => database.$disconnect());

    if (withDemo) {
      try {
        if (!existsSync(path.join(home, 'demo'))) say('Making the demo database …');
        await stopOrphan(path.join(home, 'demo', 'data'));
        const demo = await startDemo(path.join(home, 'demo'), account, path.join(home, 'binaries'));
        started.add(() => demo.stop());
        await registerDemo(demo);
      } catch (error) {
        say(`The demo database is not available: ${problemLine(error)}`);
      }
    }
    signal.throwIfAborted();
    if (!development && !buildIsCurrent()) {
      say('Building (about a minute, only after a change) …');
      await build(signal);
    }
    signal.throwIfAborted();

    const port = environment.PORT;
    const variables = {
      DATABASE_URL: url,
      NODE_ENV: development ? 'development' : 'production',
      NEXTAUTH_URL: addressOf(environment, port),
      NEXT_TELEMETRY_DISABLED: '1',
      POSTERN_HOME: home,
    };
    const worker = keepWorker(variables, say);
    started.add(() => worker.stop());
    fatal('the worker', worker.ended);
    const web = startChild('web.ts', variables);
    started.add(() => web.stop());
    fatal('the web server', web.ended);

    const address = addressOf(environment, await listeningPort(web));
    keepAddress(home, address);
    say('');
    say(`Postern is ready at ${address}`);
    const link = await newSetupLink();
    if (link !== null) say(`Set up the first administrator: ${address}${link}   (once, within 24 hours)`);
    say(`Its data is in ${home}. Ctrl-C stops all of it.`);
    say('');

    const told = new Promise<void>((resolve) =>
      signal.addEventListener('abort', () => resolve(), { once: true }),
    );
    await Promise.race([told, ...failures]);
    say('Stopping …');
  } finally {
    await started.stop();
  }
}
