import type { PolicyPart } from '../decision.ts';
import { identityOf, type ListSection, type PolicyEdit, type SectionEntries } from '../edit/policy-edit.ts';
import type { Policy } from '../policy.ts';

type SimpleList = Exclude<ListSection, 'threats.add' | 'threats.setAside'>;

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What stands, completed and corrected by what is said: maps key by key, anything else whole. */
function completed(stands: unknown, said: unknown): unknown {
  if (!isMap(stands) || !isMap(said)) return said;
  const merged: Record<string, unknown> = { ...stands };
  for (const [key, value] of Object.entries(said))
    if (value !== undefined) merged[key] = completed(stands[key], value);
  return merged;
}

const keyIn = (section: SimpleList, entry: object) =>
  JSON.stringify(identityOf[section].map((name) => Reflect.get(entry, name) ?? null));

function entryEdits<Section extends SimpleList>(
  section: Section,
  said: readonly SectionEntries[Section][],
  stated: readonly SectionEntries[Section][],
): readonly SectionEntries[Section][] {
  const standing = new Map(stated.map((entry) => [keyIn(section, entry), entry]));
  return said.map((entry) => {
    const before = standing.get(keyIn(section, entry));
    // Both have the shape of an entry, and so has one completed by the other: the schema is asked again when it is written.
    return before === undefined ? entry : { ...before, ...entry, ...nestedIn(before, entry) };
  });
}

/** Keys that are maps on both sides. */
function nestedIn<Entry extends object>(before: Entry, entry: Entry): Partial<Entry> {
  const nested: Partial<Entry> = {};
  for (const key of Object.keys(entry)) {
    const said: unknown = Reflect.get(entry, key);
    const stands: unknown = Reflect.get(before, key);
    if (isMap(said) && isMap(stands)) Reflect.set(nested, key, completed(stands, said));
  }
  return nested;
}

/**
 * The edits by which a policy comes to say what an answer states: entries of lists are added or, where one of the same key stands,
 * completed; maps are merged key by key. `policy` is the one whose text will be edited.
 */
export function partEdits(part: PolicyPart, policy: Policy): readonly PolicyEdit[] {
  const edits: PolicyEdit[] = [];
  for (const entry of entryEdits('boundaries', part.boundaries ?? [], policy.boundaries ?? []))
    edits.push({ do: 'put', section: 'boundaries', entry });
  for (const entry of entryEdits('exposures', part.exposures ?? [], policy.exposures ?? []))
    edits.push({ do: 'put', section: 'exposures', entry });
  for (const entry of entryEdits('roles', part.roles ?? [], policy.roles ?? []))
    edits.push({ do: 'put', section: 'roles', entry });
  for (const entry of entryEdits('classification', part.classification ?? [], policy.classification ?? []))
    edits.push({ do: 'put', section: 'classification', entry });
  for (const entry of entryEdits('secrets', part.secrets ?? [], policy.secrets ?? []))
    edits.push({ do: 'put', section: 'secrets', entry });
  for (const entry of entryEdits('retention', part.retention ?? [], policy.retention ?? []))
    edits.push({ do: 'put', section: 'retention', entry });
  for (const entry of entryEdits('exceptions', part.exceptions ?? [], policy.exceptions ?? []))
    edits.push({ do: 'put', section: 'exceptions', entry });
  if (part.publicExposure !== undefined)
    edits.push({ do: 'set', section: 'publicExposure', value: part.publicExposure });
  if (part.tenancy) edits.push({ do: 'merge', section: 'tenancy', value: part.tenancy });
  if (part.connections) edits.push({ do: 'merge', section: 'connections', value: part.connections });
  if (part.audit) edits.push({ do: 'merge', section: 'audit', value: part.audit });
  if (part.backup) edits.push({ do: 'merge', section: 'backup', value: part.backup });
  if (part.software) edits.push({ do: 'merge', section: 'software', value: part.software });
  if (part.storage) edits.push({ do: 'merge', section: 'storage', value: part.storage });
  return edits;
}
