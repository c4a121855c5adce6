import { mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { unusable } from './command-failure.ts';
import { reasonOf } from './read-input.ts';

export interface OutputFile {
  /** A plain file name. */
  readonly name: string;
  readonly text: string;
}

/** A directory that comes to be whole, or not at all. Exactly one of the two is called. */
export interface OutputDirectory {
  commit(files: readonly OutputFile[]): void;
  discard(): void;
}

function entriesOf(wanted: string): readonly string[] | null {
  try {
    if (!statSync(wanted).isDirectory()) throw unusable(`--output-dir ${wanted}: it is a file`);
    return readdirSync(wanted);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/**
 * Opens a place for a directory of files before anything is contacted: one that is new, or empty. The files are written beside
 * it and moved there in one step. Throws `CommandFailure` (2) where that cannot be.
 */
export function openOutputDirectory(wanted: string): OutputDirectory {
  if (wanted === '') throw unusable('--output-dir needs a directory');
  const target = path.resolve(wanted);
  const temporary = path.join(
    path.dirname(target),
    `.${path.basename(target).slice(0, 100)}.${process.pid}.tmp`,
  );
  const failed = (error: unknown) =>
    error instanceof Error && error.name === 'CommandFailure'
      ? error
      : unusable(`--output-dir ${wanted}: ${reasonOf(error)}`);
  const discard = () => rmSync(temporary, { recursive: true, force: true });
  let existing: readonly string[] | null;
  try {
    existing = entriesOf(target);
    if (existing !== null && existing.length > 0)
      throw unusable(`--output-dir ${wanted}: the directory is not empty`);
    // Readable by its owner alone: decisions say where a database is weak.
    mkdirSync(temporary, { mode: 0o700 });
  } catch (error) {
    throw failed(error);
  }
  return {
    discard,
    commit: (files) => {
      try {
        for (const { name, text } of files)
          writeFileSync(path.join(temporary, name), text, { flag: 'wx', mode: 0o600 });
        if (existing !== null) rmdirSync(target);
        renameSync(temporary, target);
      } catch (error) {
        discard();
        throw failed(error);
      }
    },
  };
}
