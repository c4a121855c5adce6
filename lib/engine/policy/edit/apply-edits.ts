import { canonicalJson } from '../../model/canonical-json.ts';
import { keysAt } from '../json-schema.ts';
import type { PathSegment } from '../policy-problem.ts';
import { type DraftEdit, identityOf, type ListSection } from './policy-edit.ts';
import { PolicyEditError } from './policy-edit-error.ts';

/** An entry, and the position it had in the document; null for one that was added. */
export interface Slot {
  readonly origin: number | null;
  readonly entry: unknown;
}

/** What a document is to say after its edits. */
export interface EditedDocument {
  readonly value: Readonly<Record<string, unknown>>;
  /** Of the lists that edits touched, by path (`roles`, `threats.add`): which entry is which. */
  readonly slots: ReadonlyMap<string, readonly Slot[]>;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Equal for entries that are the same entry. */
export function entryKey(section: ListSection, entry: unknown): string {
  const record = isRecord(entry) ? entry : {};
  return canonicalJson(identityOf[section].map((part) => record[part] ?? null));
}

/** Without keys whose value is undefined, which are not said, and in the order of the schema. */
function said(value: unknown, path: readonly PathSegment[]): unknown {
  if (Array.isArray(value)) return value.map((item, index) => said(item, [...path, index]));
  if (!isRecord(value)) return value;
  const order = keysAt(path);
  const rank = (key: string) => (order.includes(key) ? order.indexOf(key) : order.length);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => rank(a) - rank(b))
      .map(([key, item]) => [key, said(item, [...path, key])]),
  );
}

const called = (section: ListSection, key: unknown) => `${section} (${canonicalJson(key).slice(0, 200)})`;

function editList(
  slots: readonly Slot[],
  edit: DraftEdit & { readonly section: ListSection },
): readonly Slot[] {
  const { section } = edit;
  const key = entryKey(section, 'key' in edit ? edit.key : edit.entry);
  const shown = called(section, JSON.parse(key));
  const at = slots.flatMap((slot, index) => (entryKey(section, slot.entry) === key ? [index] : []));
  const [first] = at;
  if (at.length > 1)
    throw new PolicyEditError('ambiguous', `There are ${at.length} entries ${shown}: edit the text.`);
  if (edit.do === 'add' && first !== undefined)
    throw new PolicyEditError('exists', `There is an entry ${shown} already.`);
  if ((edit.do === 'replace' || edit.do === 'remove') && first === undefined)
    throw new PolicyEditError('missing', `There is no entry ${shown} any more.`);
  if (edit.do === 'remove') return slots.filter((_, index) => index !== first);
  const entry = said(edit.entry, [...section.split('.'), 0]);
  if (first === undefined) return [...slots, { origin: null, entry }];
  const other = edit.do === 'replace' ? entryKey(section, entry) : key;
  if (other !== key && slots.some((slot) => entryKey(section, slot.entry) === other))
    throw new PolicyEditError('exists', `There is an entry ${called(section, JSON.parse(other))} already.`);
  return slots.map((slot, index) => (index === first ? { ...slot, entry } : slot));
}

function listAt(value: Readonly<Record<string, unknown>>, section: ListSection): readonly unknown[] {
  let found: unknown = value;
  for (const part of section.split('.')) {
    if (found === undefined || found === null) return [];
    if (!isRecord(found))
      throw new PolicyEditError('unreadable', `"${section}" has another shape: edit the text.`);
    found = found[part];
  }
  if (found === undefined || found === null) return [];
  if (!Array.isArray(found))
    throw new PolicyEditError('unreadable', `"${section}" is not a list: edit the text.`);
  return found;
}

function withKey(
  value: Readonly<Record<string, unknown>>,
  [key = '', ...rest]: readonly string[],
  entry: unknown,
): Readonly<Record<string, unknown>> {
  const inner = value[key];
  const next = rest.length === 0 ? entry : withKey(isRecord(inner) ? inner : {}, rest, entry);
  const gone = next === undefined || (isRecord(next) && rest.length > 0 && Object.keys(next).length === 0);
  const { [key]: _, ...others } = value;
  if (gone) return others;
  return key in value
    ? Object.fromEntries(Object.entries(value).map(([name, item]) => [name, name === key ? next : item]))
    : { ...value, [key]: next };
}

function merged(value: unknown, section: string, given: object): unknown {
  if (value !== undefined && value !== null && !isRecord(value))
    throw new PolicyEditError('unreadable', `"${section}" has another shape: edit the text.`);
  const all = Object.entries({ ...value, ...given }).filter(
    ([, item]) => item !== null && item !== undefined,
  );
  return all.length === 0 ? undefined : said(Object.fromEntries(all), [section]);
}

/** Makes edits, one after the other, on what a document says. Throws `PolicyEditError`. */
export function applyEdits(
  document: Readonly<Record<string, unknown>>,
  edits: readonly DraftEdit[],
): EditedDocument {
  let value = document;
  const slots = new Map<string, readonly Slot[]>();
  for (const edit of edits) {
    if (edit.do === 'set') {
      value = withKey(
        value,
        [edit.section],
        edit.value === null ? undefined : said(edit.value, [edit.section]),
      );
    } else if (edit.do === 'merge') {
      value = withKey(value, [edit.section], merged(value[edit.section], edit.section, edit.value));
    } else {
      const { section } = edit;
      const before =
        slots.get(section) ?? listAt(value, section).map((entry, origin): Slot => ({ origin, entry }));
      const after = editList(before, edit);
      slots.set(section, after);
      const entries = after.map((slot) => slot.entry);
      value = withKey(value, section.split('.'), entries.length === 0 ? undefined : entries);
    }
  }
  return { value, slots };
}
