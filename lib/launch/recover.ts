import { existsSync, readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import path from 'node:path';
import { serverAccount } from '../embedded/server-account.ts';
import { env } from '../env.ts';
import { homeDirectory } from '../home.ts';
import { openDatabase, replaceDatabase } from '../service/db/client.ts';
import { makeMachineLink } from '../service/people/machine-link.ts';
import { knownAddress } from './address.ts';
import { migrateDatabase } from './check-database.ts';
import { isRunning, lockHome } from './instance-lock.ts';
import { LaunchProblem } from './launch-problem.ts';
import { ownServerUrl, startOwnServer } from './own-server.ts';

/** Where Postern's own database is, and what to do when one has finished with it. */
interface Reached {
  readonly url: string;
  readonly running: boolean;
  readonly leave: () => Promise<void>;
}

/** The embedded server of a Postern that runs, or else started for the moment, with the home locked as a start locks it. */
async function ownDatabase(home: string): Promise<Reached> {
  if (!existsSync(path.join(home, 'database', 'data')))
    throw new LaunchProblem(
      `there is no Postern in ${home}: set POSTERN_HOME, or DATABASE_URL, to what it is started with`,
    );
  // Before anything is asked for: who may not read the secrets is told so, and none is made in their place.
  readFileSync(path.join(home, 'secrets', 'database.password'));
  if (isRunning(home)) return { url: ownServerUrl(home), running: true, leave: async () => {} };
  const unlock = lockHome(home);
  try {
    const own = await startOwnServer(home, serverAccount());
    return {
      url: own.url,
      running: false,
      leave: async () => {
        await own.server.stop();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

/**
 * Prints a one-time link that sets a new password of somebody who has an account: the way back in for an administrator who is alone.
 * Needs no password: whoever can read Postern's home or its database holds all of it anyway. Stands in the trail as made on the
 * machine. Throws `LaunchProblem` and `ServiceError`, each one line for people.
 */
export async function recover(email: string, say: (line: string) => void): Promise<void> {
  const environment = env();
  const home = homeDirectory();
  const { url, running, leave } =
    environment.DATABASE_URL === undefined
      ? await ownDatabase(home)
      : { url: environment.DATABASE_URL, running: isRunning(home), leave: async () => {} };
  try {
    // Under a Postern that runs nothing is changed: it has migrated its database itself.
    if (!running) await migrateDatabase(url);
    const database = openDatabase(url);
    const restore = replaceDatabase(database);
    try {
      const link = await makeMachineLink(email, userInfo().username);
      say('');
      say(`A new password for ${link.email}: ${knownAddress(environment, home)}${link.path}`);
      say('(once, within 24 hours; until it is used nothing changes, then every session of theirs ends)');
      if (!running) say('Start Postern with npm start, then open it.');
      say('');
    } finally {
      restore();
      await database.$disconnect();
    }
  } finally {
    await leave();
  }
}
