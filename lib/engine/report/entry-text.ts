import type { ObjectRef } from '../model/object-ref.ts';
import { objectText } from '../model/object-text.ts';
import type { ObjectEntry } from './scan-document.ts';

/** The object of a stored finding in one line; not escaped. */
export function entryText(entry: ObjectEntry): string {
  const said = Object.entries(entry).filter(([, value]) => value !== null);
  // An entry is an ObjectRef with nulls for what is absent (json.ts writes it).
  return objectText(Object.fromEntries(said) as unknown as ObjectRef);
}
