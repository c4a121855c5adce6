import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '#lib/embedded/free-port.ts';

/** The product as a user starts it: `npm start`, with a data directory of its own. */
export interface Product {
  readonly address: string;
  /** The first administrator's one-time link. */
  readonly setupLink: string;
  readonly home: string;
  readonly process: ChildProcess;
  /** Ctrl-C; resolves with how it ended: an exit code, or the signal npm passes on. */
  stop(): Promise<number | string>;
}

const root = path.join(import.meta.dirname, '..');

/** Building takes a minute on a quiet machine; the first start also makes two databases. */
const startTimeoutMs = 600_000;

export async function startProduct(): Promise<Product> {
  const home = mkdtempSync(path.join(tmpdir(), 'postern-e2e-'));
  const port = await freePort();
  // Without what the test runner sets for itself: a user has none of it.
  const child = spawn('env', ['-u', 'NODE_ENV', '-u', 'DATABASE_URL', 'npm', 'start'], {
    cwd: root,
    // Its own process group, so that the interrupt below reaches all of it, as a terminal's Ctrl-C does.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, POSTERN_HOME: home, PORT: String(port) },
  });
  const log = createWriteStream(path.join(home, 'output.log'));
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      log.write(chunk);
    });
  }
  const ended = new Promise<number | string>((resolve) =>
    child.once('exit', (code, signal) => resolve(code ?? signal ?? 'unknown')),
  );
  const setupLink = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`no one-time link within ${startTimeoutMs} ms:\n${output}`)),
      startTimeoutMs,
    );
    const look = setInterval(() => {
      const link = /http:\/\/\S+\/setup\S+/.exec(output)?.[0];
      if (link === undefined) return;
      clearInterval(look);
      clearTimeout(timer);
      resolve(link);
    }, 200);
    void ended.then((code) => reject(new Error(`npm start ended with ${code}:\n${output}`)));
  });
  return {
    address: new URL(setupLink).origin,
    setupLink,
    home,
    process: child,
    stop: async () => {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGINT');
      return ended;
    },
  };
}
