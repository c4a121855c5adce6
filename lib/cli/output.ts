import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { open, rename, unlink } from 'node:fs/promises';
import path from 'node:path';
import { unusable } from './command-failure.ts';
import type { Context } from './context.ts';
import { reasonOf } from './read-input.ts';
import { TextWriter } from './text-writer.ts';

/** Where a result goes. Exactly one of these is called, once. */
export interface Output {
  /** Writes all of it. A file appears whole, under its name, or not at all. */
  commit(text: string): Promise<void>;
  /** The same for a result too large to hold; where making a chunk fails, no file is left behind. */
  commitChunks(chunks: Iterable<string>): Promise<void>;
  discard(): Promise<void>;
}

function kindOf(file: string): 'new' | 'regular' | 'other' {
  try {
    const stats = statSync(file);
    if (stats.isDirectory()) throw unusable(`--output ${file}: it is a directory`);
    return stats.isFile() ? 'regular' : 'other';
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'new';
    throw error;
  }
}

/** Into a file beside the wanted one, on the same file system, so that the last step is one rename. */
async function fileOutput(wanted: string): Promise<Output> {
  const kind = kindOf(wanted);
  if (kind !== 'new') accessSync(wanted, constants.W_OK);
  // Pipes and devices are written through: replacing /dev/stdout by a file would be absurd.
  if (kind === 'other') {
    // Held open: a pipe that is closed between two chunks has ended for its reader.
    const commitChunks = async (chunks: Iterable<string>) => {
      const orUnwritable = async <Value>(work: () => Promise<Value>): Promise<Value> => {
        try {
          return await work();
        } catch (error) {
          throw unusable(`--output ${wanted}: ${reasonOf(error)}`);
        }
      };
      const handle = await orUnwritable(() => open(wanted, 'w'));
      const writer = new TextWriter(handle);
      try {
        for (const chunk of chunks) await orUnwritable(() => writer.write(chunk));
        await orUnwritable(() => writer.flush());
      } finally {
        await handle.close();
      }
    };
    const commit = (text: string) => commitChunks([text]);
    return { commit, commitChunks, discard: async () => {} };
  }
  const target = kind === 'regular' ? realpathSync(wanted) : wanted;
  const temporary = path.join(
    path.dirname(target),
    `.${path.basename(target).slice(0, 100)}.${process.pid}.tmp`,
  );
  // Readable by its owner alone: a report says where a database is weak.
  const handle = await open(temporary, 'wx', 0o600);
  const discard = async () => {
    await handle.close().catch(() => {});
    await unlink(temporary).catch(() => {});
  };
  const orUnusable = async (work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      await discard();
      throw unusable(`--output ${wanted}: ${reasonOf(error)}`);
    }
  };
  const finish = async () => {
    await handle.sync();
    await handle.close();
    await rename(temporary, target);
  };
  return {
    commit: (text) =>
      orUnusable(async () => {
        await handle.writeFile(text);
        await finish();
      }),
    commitChunks: async (chunks) => {
      const writer = new TextWriter(handle);
      try {
        for (const chunk of chunks) await orUnusable(() => writer.write(chunk));
        await orUnusable(() => writer.flush());
      } catch (error) {
        await discard();
        throw error;
      }
      await orUnusable(finish);
    },
    discard,
  };
}

/** Opens the place for a result before anything is contacted. Throws `CommandFailure` (2) where it cannot be written. */
export async function openOutput(file: string | undefined, context: Context): Promise<Output> {
  if (file === undefined) {
    const commit = (text: string) => context.stdout.write(text);
    const commitChunks = async (chunks: Iterable<string>) => {
      for (const chunk of chunks) await commit(chunk);
    };
    return { commit, commitChunks, discard: async () => {} };
  }
  if (file === '') throw unusable('--output needs a file name');
  try {
    return await fileOutput(file);
  } catch (error) {
    if (error instanceof Error && error.name === 'CommandFailure') throw error;
    throw unusable(`--output ${file}: ${reasonOf(error)}`);
  }
}

/** Makes a text and writes it; where making it fails, no file is left behind. */
export async function writeResult<Made extends { readonly text: string }>(
  file: string | undefined,
  context: Context,
  make: () => Promise<Made>,
): Promise<Made> {
  const output = await openOutput(file, context);
  let made: Made;
  try {
    made = await make();
  } catch (error) {
    await output.discard();
    throw error;
  }
  await output.commit(made.text);
  return made;
}

/** The same for a result too large to hold. */
export async function writeChunks(
  file: string | undefined,
  context: Context,
  make: () => Promise<Iterable<string>>,
): Promise<void> {
  const output = await openOutput(file, context);
  try {
    await output.commitChunks(await make());
  } catch (error) {
    await output.discard();
    throw error;
  }
}
