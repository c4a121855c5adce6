import type { HbaFileError } from './hba-rule.ts';

/** Errors of the file itself before what merely hides the rules in force. */
const weight = (error: HbaFileError) => (error.changedSinceLoad ? 1 : error.unread ? 2 : 0);

/**
 * Why nobody can say which rules (or maps) the server goes by, or `null` where they are those of the file: a line it refuses,
 * for which it keeps what it had; a change that it has not loaded; a part that could not be read.
 */
export function whyNotInForce(errors: readonly HbaFileError[], name: string): string | null {
  const [first] = [...errors].sort((a, b) => weight(a) - weight(b));
  if (!first) return null;
  const file = first.file ?? name;
  if (first.changedSinceLoad)
    return `${file} was changed after the server last loaded it, so what the server goes by is not what the file says`;
  const where = first.line === 0 ? file : `${file}, line ${first.line}`;
  return first.unread
    ? `an included file could not be read: ${where}: ${first.error}`
    : `the server refuses the whole file and keeps what it had: ${where}: ${first.error}`;
}

/** Files of a view whose rows say that they were changed after the load, as errors; `file` is null before 16. */
export function unloadedFiles(
  rows: readonly { readonly file: string | null; readonly changedSinceLoad?: boolean | null }[],
): readonly HbaFileError[] {
  const files = new Set(rows.filter((row) => row.changedSinceLoad === true).map((row) => row.file));
  return [...files].map((file) => ({
    file,
    line: 0,
    error: 'changed after the server last loaded it',
    unread: true,
    changedSinceLoad: true,
  }));
}
