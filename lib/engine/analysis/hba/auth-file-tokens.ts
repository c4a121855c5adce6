import path from 'node:path';
import type { HbaToken } from './hba-rule.ts';

/**
 * How files named by `@file` and by include lines are read. Paths come resolved against the including file.
 * `missing` is an answer of the file system; `unavailable` means that we cannot look.
 */
export interface AuthFileReader {
  read(file: string): string | { readonly failed: 'missing' | 'unreadable' | 'unavailable' };
  /** Names of the plain files in a directory. */
  list(directory: string): readonly string[] | { readonly failed: 'missing' | 'unreadable' | 'unavailable' };
}

export interface AuthLine {
  readonly file: string;
  /** Of the first physical line, counted from 1. */
  readonly line: number;
  /** Fields of comma-separated tokens; at least one of each, unless there is an error. */
  readonly fields: readonly (readonly HbaToken[])[];
  readonly error: string | null;
  readonly unread: boolean;
}

/** `CONF_FILE_MAX_DEPTH`. */
const maximumDepth = 10;
/** `MAX_TOKEN` of the servers before 16, in bytes, its terminator taken off. */
const maximumTokenBytes = 255;

const nothingAvailable: AuthFileReader = {
  read: () => ({ failed: 'unavailable' }),
  list: () => ({ failed: 'unavailable' }),
};

interface Context {
  readonly major: number;
  readonly reader: AuthFileReader;
}

class LineError extends Error {
  readonly unread: boolean;

  constructor(message: string, unread = false) {
    super(message);
    this.unread = unread;
  }
}

/** Logical lines, as `tokenize_auth_file` joins them: a backslash at the very end continues, a NUL ends the text. */
function logicalLines(text: string): { line: number; text: string }[] {
  const physical = text.split('\n');
  if (physical.at(-1) === '') physical.pop();
  const lines: { line: number; text: string }[] = [];
  for (let at = 0; at < physical.length; ) {
    const line = at + 1;
    let joined = '';
    let continuedAt = 0;
    while (at < physical.length) {
      joined = `${joined}${physical[at] ?? ''}`.replace(/\0[\s\S]*$/, '').replace(/[\r\n]+$/, '');
      at += 1;
      if (joined.length <= continuedAt || !joined.endsWith('\\')) break;
      joined = joined.slice(0, -1);
      continuedAt = joined.length;
    }
    lines.push({ line, text: joined });
  }
  return lines;
}

interface RawToken {
  readonly text: string;
  readonly quoted: boolean;
  readonly comma: boolean;
  readonly next: number;
}

const blank = (character: string) => character === ' ' || character === '\t' || character === '\r';

/** The server's `next_token`, step for step, because its handling of quotes inside a word is peculiar. */
function nextToken(line: string, from: number, limited: boolean): RawToken | null {
  let at = from;
  while (at < line.length && (blank(line.charAt(at)) || line.charAt(at) === ',')) at += 1;
  let text = '';
  let inQuote = false;
  let wasQuote = false;
  let sawQuote = false;
  let quoted = false;
  let comma = false;
  for (; at < line.length; at += 1) {
    const character = line.charAt(at);
    if (!inQuote && blank(character)) break;
    if (!inQuote && character === '#') {
      at = line.length;
      break;
    }
    if (limited && Buffer.byteLength(text) >= maximumTokenBytes)
      throw new LineError('authentication file token too long');
    if (!inQuote && character === ',') {
      comma = true;
      break;
    }
    if (character !== '"' || wasQuote) text += character;
    wasQuote = inQuote && character === '"' ? !wasQuote : false;
    if (character === '"') {
      inQuote = !inQuote;
      sawQuote = true;
      if (text === '') quoted = true;
    }
  }
  return sawQuote || text !== '' ? { text, quoted, comma, next: at } : null;
}

function beside(outer: string, named: string): string {
  return path.posix.isAbsolute(named) ? named : path.posix.join(path.posix.dirname(outer), named);
}

function readIncluded(context: Context, file: string, depth: number): string | null {
  if (depth > maximumDepth)
    throw new LineError(`could not open file "${file}": maximum nesting depth exceeded`);
  const content = context.reader.read(file);
  if (typeof content === 'string') return content;
  if (content.failed === 'missing') return null;
  throw new LineError(`could not open file "${file}"`, content.failed === 'unavailable');
}

function readRequired(context: Context, file: string, depth: number): string {
  const content = readIncluded(context, file, depth);
  if (content === null) throw new LineError(`could not open file "${file}": No such file or directory`);
  return content;
}

/** `@file` inside a field: all tokens of the file, its lines and fields flattened. */
function expandFile(context: Context, outer: string, named: string, depth: number): HbaToken[] {
  const file = beside(outer, named);
  const lines = tokenizeFile(context, file, readRequired(context, file, depth), depth);
  return lines.flatMap((line) => {
    if (line.error !== null) throw new LineError(line.error, line.unread);
    return line.fields.flat();
  });
}

function fieldsOf(context: Context, file: string, line: string, depth: number): HbaToken[][] {
  const fields: HbaToken[][] = [];
  for (let at = 0; at < line.length; ) {
    const field: HbaToken[] = [];
    let more = true;
    while (more) {
      const token = nextToken(line, at, context.major < 16);
      if (!token) {
        at = line.length;
        break;
      }
      at = token.next;
      more = token.comma;
      if (!token.quoted && token.text.length > 1 && token.text.startsWith('@')) {
        field.push(...expandFile(context, file, token.text.slice(1), depth + 1));
      } else field.push({ text: token.text, quoted: token.quoted });
    }
    if (field.length > 0) fields.push(field);
  }
  return fields;
}

function includedFile(context: Context, file: string, depth: number, missingOk: boolean): AuthLine[] {
  const content = missingOk ? readIncluded(context, file, depth) : readRequired(context, file, depth);
  return content === null ? [] : tokenizeFile(context, file, content, depth);
}

function includedDirectory(context: Context, directory: string, depth: number): AuthLine[] {
  const names = context.reader.list(directory);
  if ('failed' in names)
    throw new LineError(`could not open directory "${directory}"`, names.failed === 'unavailable');
  return names
    .filter((name) => name.length >= 6 && !name.startsWith('.') && name.endsWith('.conf'))
    .map((name) => ({ name, bytes: Buffer.from(name) }))
    .sort((a, b) => Buffer.compare(a.bytes, b.bytes))
    .flatMap(({ name }) => includedFile(context, path.posix.join(directory, name), depth, false));
}

/** The lines an include record (16+) stands for, or `null` if the line is none. */
function included(
  context: Context,
  file: string,
  fields: readonly (readonly HbaToken[])[],
  depth: number,
): AuthLine[] | null {
  const directive = fields[0]?.[0]?.text;
  const named = fields[1]?.[0]?.text;
  if (context.major < 16 || fields.length !== 2 || named === undefined) return null;
  if (directive === 'include_dir') {
    if (/^[\s]*$/.test(named)) throw new LineError(`empty configuration directory name: "${named}"`);
    return includedDirectory(context, beside(file, named), depth + 1);
  }
  if (directive !== 'include' && directive !== 'include_if_exists') return null;
  return includedFile(context, beside(file, named), depth + 1, directive === 'include_if_exists');
}

function tokenizeFile(context: Context, file: string, text: string, depth: number): AuthLine[] {
  const lines: AuthLine[] = [];
  for (const { line, text: content } of logicalLines(text)) {
    try {
      const fields = fieldsOf(context, file, content, depth);
      if (fields.length === 0) continue;
      const inner = included(context, file, fields, depth);
      if (inner) for (const one of inner) lines.push(one);
      else lines.push({ file, line, fields, error: null, unread: false });
    } catch (error) {
      if (!(error instanceof LineError)) throw error;
      lines.push({ file, line, fields: [], error: error.message, unread: error.unread });
    }
  }
  return lines;
}

/**
 * Splits an authentication file (`pg_hba.conf`, `pg_ident.conf`) into fields of tokens exactly as the server of that
 * major does: quotes, comments, continuations, `@file` and, from 16, include lines. Source: `hba.c`, `tokenize_auth_file`.
 */
export function tokenizeAuthFile(
  text: string,
  options: { readonly major: number; readonly file: string; readonly reader?: AuthFileReader },
): readonly AuthLine[] {
  return tokenizeFile(
    { major: options.major, reader: options.reader ?? nothingAvailable },
    options.file,
    text,
    0,
  );
}
