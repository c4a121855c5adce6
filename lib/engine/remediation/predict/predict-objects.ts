import type { DatabaseSectionName } from '../../inventory/section-name.ts';
import type { RoutineRow } from '../../inventory/sections/routines.ts';
import type { Change } from '../../model/change.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import type { InventoryDraft } from './inventory-draft.ts';
import { nameList } from './setting-text.ts';
import { Unpredictable } from './unpredictable.ts';

type Of<Do extends Change['do']> = Extract<Change, { do: Do }>;

/** An option that is set again goes to the end of the list (`transformRelOptions`). */
export function predictViewOption(draft: InventoryDraft, change: Of<'set-view-option'>): void {
  const section = draft.database(change.on.database, 'relations');
  const row = section.find((one) => one.schema === change.on.schema && one.name === change.on.name);
  if (!row) throw new Unpredictable('the view is not in the snapshot');
  if (change.option === 'security_invoker' && draft.major < 15)
    throw new Unpredictable('views have no security_invoker before 15');
  const others = row.options.filter((one) => !one.startsWith(`${change.option}=`));
  const options = change.value === null ? others : [...others, `${change.option}=${change.value}`];
  section.replace(row, { ...row, options });
}

function searchPath(row: RoutineRow, schemas: readonly string[] | null): readonly string[] {
  const at = row.config.findIndex((one) => one.startsWith('search_path='));
  if (schemas === null) return row.config.filter((_, index) => index !== at);
  const entry = `search_path=${nameList(schemas.length === 0 ? [''] : schemas)}`;
  return at < 0 ? [...row.config, entry] : row.config.map((one, index) => (index === at ? entry : one));
}

export function predictRoutine(
  draft: InventoryDraft,
  change: Of<'routine-search-path'> | Of<'routine-security'> | Of<'routine-leakproof'>,
): void {
  const { schema, name, signature } = change.on;
  const section = draft.database(change.on.database, 'routines');
  const row = section.find(
    (one) => one.schema === schema && one.name === name && one.signature === signature,
  );
  if (!row) throw new Unpredictable('the routine is not in the snapshot');
  const next =
    change.do === 'routine-search-path'
      ? { ...row, config: searchPath(row, change.schemas) }
      : change.do === 'routine-security'
        ? { ...row, securityDefiner: change.definer }
        : { ...row, leakproof: change.leakproof };
  section.replace(row, next);
  if (change.do !== 'routine-leakproof') closeEventTriggers(draft, change.on);
}

/** The server digests what the function of an event trigger is and how it runs: the digest afterwards is the server's to make. */
function closeEventTriggers(draft: InventoryDraft, { database, schema, name }: ObjectRef): void {
  const section = draft.database(database, 'event-triggers');
  if (!section.wasRead) return;
  const runs = section.find((one) => one.functionSchema === schema && one.functionName === name);
  if (runs === undefined || database === undefined) return;
  const reason = `the digest of what event trigger ${runs.name} runs is for the next scan to read`;
  section.close({ input: 'event-triggers', database, reason, grant: null });
}

/** Sections that an extension's update script cannot change. */
const beyondExtensions = new Set<DatabaseSectionName>(['extensions', 'large-objects']);

/** The version is known beforehand; what the update script creates, replaces and grants is not. */
export function predictUpdateExtension(draft: InventoryDraft, change: Of<'update-extension'>): void {
  const section = draft.database(change.database, 'extensions');
  const row = section.find((one) => one.name === change.extension);
  if (!row) throw new Unpredictable('the extension is not in the snapshot');
  section.replace(row, { ...row, version: change.to });
  const sections = draft.before.databases.find((one) => one.name === change.database)?.sections ?? {};
  for (const name of Object.keys(sections) as DatabaseSectionName[]) {
    if (beyondExtensions.has(name)) continue;
    const reason = 'what the update script of an extension changes is for the next scan to read';
    draft
      .database(change.database, name)
      .close({ input: name, database: change.database, reason, grant: null });
  }
}
