import { createHash } from 'node:crypto';
import type { HandOffRequest } from './hand-off-file.ts';

/** `20261121140509`, UTC: how tools number migrations. */
export function stamp(at: Date, seconds = 0): string {
  return new Date(at.getTime() + seconds * 1000)
    .toISOString()
    .slice(0, 19)
    .replace(/[^0-9]/g, '');
}

/**
 * A name that says what it is about, of letters, digits and hyphens only, at most 57 characters: the words of the title, and
 * digits that differ for another finding, title or time.
 */
export function slug({ title, plan, at }: HandOffRequest): string {
  const words = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 48)
    .replace(/^-+|-+$/g, '');
  const digest = createHash('sha256')
    .update(JSON.stringify([title, plan.findings, at.toISOString()]))
    .digest('hex');
  return `${words === '' ? 'postern' : words}-${digest.slice(0, 8)}`;
}
