import { ConnectFailure } from '../connect/connect-failure.ts';
import type { AclText } from './acl-text.ts';

/*
 * Readers of single answer cells. A server that sends anything but what the query asks for is not PostgreSQL: the scan
 * ends with `ConnectFailure('protocol')` instead of storing it.
 */

export function text(cell: unknown): string {
  if (typeof cell === 'string') return cell;
  throw new ConnectFailure('protocol');
}

export function textOrNull(cell: unknown): string | null {
  return cell === null ? null : text(cell);
}

export function number(cell: unknown): number {
  if (typeof cell === 'number' && Number.isFinite(cell)) return cell;
  throw new ConnectFailure('protocol');
}

export function numberOrNull(cell: unknown): number | null {
  return cell === null ? null : number(cell);
}

export function flag(cell: unknown): boolean {
  if (typeof cell === 'boolean') return cell;
  throw new ConnectFailure('protocol');
}

export function flagOrNull(cell: unknown): boolean | null {
  return cell === null ? null : flag(cell);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

const isTextOrNull = (value: unknown): value is string | null => value === null || isText(value);

/** `text[]`; NULL is the empty list. */
export function list(cell: unknown): readonly string[] {
  return cell === null ? Object.freeze([]) : (acl(cell) ?? []);
}

/** `text[]` with NULL elements. */
export function listWithNulls(cell: unknown): readonly (string | null)[] {
  if (Array.isArray(cell) && cell.every(isTextOrNull)) return Object.freeze(cell);
  throw new ConnectFailure('protocol');
}

/** `aclitem[]` as `text[]`: NULL is the default, which is not the empty list. */
export function acl(cell: unknown): AclText {
  if (cell === null) return null;
  if (Array.isArray(cell) && cell.every(isText)) return Object.freeze(cell);
  throw new ConnectFailure('protocol');
}

/** One of a catalog's single-letter codes, as the word we use for it. */
export function word<Word>(words: Readonly<Record<string, Word>>, cell: unknown): Word {
  const key = text(cell);
  const found = Object.hasOwn(words, key) ? words[key] : undefined;
  if (found === undefined) throw new ConnectFailure('protocol');
  return found;
}
