import type { Change } from '../../model/change.ts';
import { compareText } from '../../model/compare-text.ts';
import type { InventoryDraft } from './inventory-draft.ts';
import { callsOf } from './policy-calls.ts';
import { Unpredictable } from './unpredictable.ts';

type Of<Do extends Change['do']> = Extract<Change, { do: Do }>;

export function predictRowSecurity(draft: InventoryDraft, change: Of<'row-security'>): void {
  const section = draft.database(change.on.database, 'relations');
  const row = section.find((one) => one.schema === change.on.schema && one.name === change.on.name);
  if (!row) throw new Unpredictable('the table is not in the snapshot');
  section.replace(row, {
    ...row,
    rowSecurity: change.enable ?? row.rowSecurity,
    forceRowSecurity: change.force ?? row.forceRowSecurity,
  });
}

/** The policy goes, and what is known of the functions it calls. */
export function predictDropPolicy(draft: InventoryDraft, change: Of<'drop-policy'>): void {
  const { schema, name: relation, database } = change.on;
  draft
    .database(database, 'policies')
    .remove((row) => row.schema === schema && row.relation === relation && row.name === change.policy);
  const calls = draft.database(database, 'policy-routines');
  if (calls.wasRead)
    calls.remove((row) => row.schema === schema && row.relation === relation && row.policy === change.policy);
}

/** Its expressions stand as the change writes them: how the server will write them out is not known (`sameRow` knows that). */
export function predictCreatePolicy(draft: InventoryDraft, change: Of<'create-policy'>): void {
  const { schema = '', name: relation = '', database } = change.on;
  const known = draft
    .database(database, 'relations')
    .find((one) => one.schema === schema && one.name === relation);
  if (!known) throw new Unpredictable('the table is not in the snapshot');
  predictDropPolicy(draft, { do: 'drop-policy', on: change.on, policy: change.policy });
  const { policy: name, permissive, command, using, withCheck } = change;
  const roles = change.roles.includes(null)
    ? [null]
    : [...change.roles].sort((a, b) => compareText(a ?? '', b ?? ''));
  draft
    .database(database, 'policies')
    .insert({ schema, relation, name, permissive, command, roles, using, withCheck });
  const section = draft.database(database, 'policy-routines');
  if (!section.wasRead) return;
  const calls = callsOf([using, withCheck], section.rows);
  if (calls === null) {
    const reason = 'which functions the new policy calls is for the next scan to read';
    section.close({ input: 'policy-routines', database: database ?? null, reason, grant: null });
    return;
  }
  for (const call of calls) {
    const { routineSchema, routine, signature, volatility } = call;
    section.insert({ schema, relation, policy: name, routineSchema, routine, signature, volatility });
  }
}
