/** One entry of a draft, or one section, as the form holds it: whatever the text says, right or wrong. */
export type FormEntry = Readonly<Record<string, unknown>>;

export function isEntry(value: unknown): value is FormEntry {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What stands at a path of one or two keys. */
export function valueAt(entry: FormEntry, path: readonly string[]): unknown {
  let found: unknown = entry;
  for (const key of path) found = isEntry(found) ? found[key] : undefined;
  return found;
}

/** The entry with another value at a path; `undefined` takes the key away, and with its last key the map it was in. */
export function withValue(entry: FormEntry, path: readonly string[], value: unknown): FormEntry {
  const [key = '', ...rest] = path;
  const inner = entry[key];
  const next = rest.length === 0 ? value : withValue(isEntry(inner) ? inner : {}, rest, value);
  const empty = next === undefined || (rest.length > 0 && isEntry(next) && Object.keys(next).length === 0);
  const { [key]: _, ...others } = entry;
  if (empty) return others;
  return key in entry ? { ...entry, [key]: next } : { ...others, [key]: next };
}

/** The part of an entry that makes it the same entry. */
export function keyOf(entry: FormEntry, identity: readonly string[]): FormEntry {
  return Object.fromEntries(
    identity.flatMap((part) => (part in entry ? [[part, entry[part]] as const] : [])),
  );
}

/** What stands at a section's dotted name in a document. */
export function sectionOf(document: unknown, section: string): unknown {
  let found: unknown = document;
  for (const key of section.split('.')) found = isEntry(found) ? found[key] : undefined;
  return found;
}

/** A value in a few plain words, for a cell. */
export function inWords(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'nobody' : value.map(inWords).join(', ');
  if (isEntry(value))
    return Object.entries(value)
      .map(([key, item]) => `${key}: ${inWords(item)}`)
      .join('; ');
  return value === undefined || value === null ? '' : String(value);
}
