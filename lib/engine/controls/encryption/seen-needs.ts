import type { SeenEncryption } from '../../analysis/encryption/seen-encryption.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import { objectText } from '../../model/object-text.ts';

/** What has to be read to see what SQL encrypts (`seenEncryption`). */
export const seenEncryptionNeeds = [
  'extensions',
  'relations',
  'columns',
  'routines',
  'triggers',
  'crypto-expressions',
] as const;

/** Definitions that could not be read whole, in words for a verdict. */
export function undecidedDefinitions(seen: SeenEncryption) {
  return seen.undecided.map(({ object, reason }) => ({
    object,
    reason: `${objectText(object)} names a cryptographic function, and ${reason.replace(/^[^:]*: /, '')}`,
  }));
}

/** Groups what was seen by the object that does it, in the order of first sight. */
export function byObject<Seen extends { readonly where: ObjectRef }>(
  all: readonly Seen[],
): readonly { readonly object: ObjectRef; readonly seen: readonly [Seen, ...Seen[]] }[] {
  const groups = new Map<string, [Seen, ...Seen[]]>();
  for (const one of all) {
    const key = JSON.stringify(one.where);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()].map((seen) => ({ object: seen[0].where, seen }));
}
