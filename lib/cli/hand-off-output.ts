import {
  accessSync,
  constants,
  existsSync,
  linkSync,
  mkdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import type { HandOffFile } from '../engine/remediation/handoff/hand-off-file.ts';
import { unusable } from './command-failure.ts';
import { reasonOf } from './read-input.ts';

const failed = (wanted: string, error: unknown) =>
  error instanceof Error && error.name === 'CommandFailure'
    ? error
    : unusable(`--output ${wanted}: ${reasonOf(error)}`);

/**
 * Looks, before anything is contacted, whether migrations can be put below that directory: one that is there, or one that can
 * be made. Throws `CommandFailure` (2).
 */
export function checkHandOffDirectory(wanted: string): void {
  if (wanted === '') throw unusable('--output needs a directory');
  try {
    const target = path.resolve(wanted);
    const nearest = existsSync(target) ? target : path.dirname(target);
    if (!statSync(nearest).isDirectory()) throw unusable(`--output ${wanted}: it is a file`);
    accessSync(nearest, constants.W_OK);
  } catch (error) {
    throw failed(wanted, error);
  }
}

/**
 * Puts the files below a directory of migrations, all of them or none. What is there already is never replaced: it may be a
 * migration that has run. Throws `CommandFailure` (2).
 */
export function writeHandOff(wanted: string, files: readonly HandOffFile[]): void {
  const target = path.resolve(wanted);
  const temporary = path.join(target, `.postern.${process.pid}.tmp`);
  const written: string[] = [];
  try {
    mkdirSync(temporary, { recursive: true });
    files.forEach(({ text }, index) => {
      writeFileSync(path.join(temporary, String(index)), text, { flag: 'wx' });
    });
    files.forEach((file, index) => {
      const place = path.join(target, file.path);
      mkdirSync(path.dirname(place), { recursive: true });
      // A link fails where the name is taken, and the file under it is whole from the first moment.
      linkSync(path.join(temporary, String(index)), place);
      written.push(place);
    });
  } catch (error) {
    for (const place of written) rmSync(place, { force: true });
    throw failed(wanted, error);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** All files as one text, each under a line that names it; one file as it is. */
export function handOffText(files: readonly HandOffFile[]): string {
  const [first] = files;
  if (first !== undefined && files.length === 1) return first.text;
  return files.map((file) => `-- ==> ${file.path} <==\n${file.text}`).join('\n');
}
