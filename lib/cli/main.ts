import { readFileSync } from 'node:fs';
import type { WriteStream } from 'node:tty';
import { unusable } from './command-failure.ts';
import type { TextSink, TextSource } from './context.ts';
import { reasonOf } from './read-input.ts';
import { run } from './run.ts';

// The one place of the command line that touches the process.

/**
 * A reader that goes away (`| head`) is no error: what is left is dropped and the exit code stays what it is. A full disk
 * behind `> file` is one.
 */
function sink(stream: WriteStream): TextSink {
  let gone = false;
  stream.on('error', () => {
    gone = true;
  });
  return {
    isTerminal: stream.isTTY === true,
    columns: stream.columns ?? 80,
    write: (text) =>
      gone
        ? Promise.resolve()
        : new Promise((resolve, reject) => {
            stream.write(text, (error) => {
              const lost = error && 'code' in error && error.code !== 'EPIPE' && stream !== process.stderr;
              if (lost) reject(unusable(`the result could not be written: ${reasonOf(error)}`));
              else resolve();
            });
          }),
  };
}

/** What comes after the first line stays unread: nobody waits for the end of a pipe that has given its line. */
const source: TextSource = {
  isTerminal: process.stdin.isTTY === true,
  firstLine: async (limit) => {
    let text = '';
    process.stdin.setEncoding('utf8');
    for await (const chunk of process.stdin) {
      text += String(chunk);
      if (text.includes('\n') || text.length > limit) break;
    }
    return (text.split('\n', 1)[0] ?? '').replace(/\r$/, '').slice(0, limit);
  },
};

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};
const ended = new AbortController();
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  // The first ends the work in order, so that no half-written file stays; a second ends it at once.
  process.once(signal, () => {
    ended.abort();
    process.once(signal, () => process.exit(code));
  });
}

process.exitCode = await run(
  {
    env: process.env,
    stdout: sink(process.stdout),
    stderr: sink(process.stderr),
    stdin: source,
    now: () => new Date(),
    signal: ended.signal,
    toolVersion: version,
  },
  process.argv.slice(2),
);
