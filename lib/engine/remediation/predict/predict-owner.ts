import { parseAcl } from '../../analysis/acl.ts';
import { writeAcl } from '../../analysis/write-acl.ts';
import type { AclText } from '../../inventory/acl-text.ts';
import type { Change } from '../../model/change.ts';
import { ownedBySuperusers } from '../owned-by-superusers.ts';
import { aclHolder } from './acl-holder.ts';
import { movedAcl } from './acl-update.ts';
import type { InventoryDraft } from './inventory-draft.ts';
import { Unpredictable } from './unpredictable.ts';

type AlterOwner = Extract<Change, { do: 'alter-owner' }>;

/** A list that was never written out stays so: the default is the new owner's. */
const moved = (acl: AclText, from: string, to: string): AclText =>
  acl === null ? null : writeAcl(movedAcl(parseAcl(acl), from, to));

/** Kinds that have an owner and no privileges. */
function predictBareOwner(draft: InventoryDraft, { on, to }: AlterOwner): boolean {
  const named = (row: { readonly name: string }) => row.name === on.name;
  if (on.kind === 'event-trigger' || on.kind === 'publication') {
    const section = draft.database(
      on.database,
      on.kind === 'publication' ? 'publications' : 'event-triggers',
    );
    if (!section.find(named)) throw new Unpredictable(`the ${on.kind} is not in the snapshot`);
    section.map((row) => (named(row) ? { ...row, owner: to } : row));
    return true;
  }
  if (on.kind !== 'subscription') return false;
  const section = draft.cluster('subscriptions');
  const row = section.find((one) => one.name === on.name && one.database === on.database);
  if (!row) throw new Unpredictable('the subscription is not in the snapshot');
  section.replace(row, { ...row, owner: to });
  return true;
}

const relationKinds = new Set(['table', 'partitioned-table', 'foreign-table', 'view', 'materialized-view']);

function moveColumns(draft: InventoryDraft, { on, to }: AlterOwner, from: string): void {
  draft
    .database(on.database, 'columns')
    .map((row) =>
      row.acl !== null && row.schema === on.schema && row.relation === on.name
        ? { ...row, acl: moved(row.acl, from, to) }
        : row,
    );
}

/**
 * Sequences that belong to columns of a table move with it. They stand in its schema and have its owner, so that in a snapshot
 * of before that was read it still tells where none moves.
 */
function moveSequences(draft: InventoryDraft, { on, to }: AlterOwner, from: string): void {
  draft.database(on.database, 'relations').map((row) => {
    if (row.kind !== 'sequence' || row.schema !== on.schema || row.owner !== from) return row;
    if (row.sequenceOf === undefined)
      throw new Unpredictable('the snapshot does not say which sequences belong to the table');
    return row.sequenceOf?.schema === on.schema && row.sequenceOf?.name === on.name
      ? { ...row, owner: to, acl: moved(row.acl, from, to) }
      : row;
  });
}

/** A sequence that belongs to a table has its owner, and moves with it alone. */
function checkSequence(draft: InventoryDraft, { on }: AlterOwner): void {
  const row = draft
    .database(on.database, 'relations')
    .find((one) => one.schema === on.schema && one.name === on.name);
  if (on.kind === 'sequence' && row?.sequenceOf)
    throw new Unpredictable('the server refuses: the sequence belongs to a table, and moves with it');
}

/** What others hold of routines by owner is worked out by the server alone. */
function closeRoutineUses(draft: InventoryDraft, { on }: AlterOwner): void {
  draft.database(on.database, 'routine-uses').close({
    input: 'routine-uses',
    database: on.database ?? null,
    reason: 'whose routines relations call once owners have changed is for the next scan to read',
    grant: null,
  });
}

export function predictAlterOwner(draft: InventoryDraft, change: AlterOwner): void {
  const { on, to } = change;
  if (!draft.graph.roles.has(to)) throw new Unpredictable('the new owner is not in the snapshot');
  if (ownedBySuperusers.has(on.kind) && draft.graph.roles.get(to)?.superuser !== true)
    throw new Unpredictable(`the server lets only a superuser own a ${on.kind}`);
  if (predictBareOwner(draft, change)) return;
  if (on.kind === 'parameter' || on.kind === 'column') throw new Unpredictable(`a ${on.kind} has no owner`);
  const holder = aclHolder(draft, on);
  const from = holder.owner;
  if (from === to) return;
  checkSequence(draft, change);
  holder.set({ owner: to, acl: moved(holder.acl, from, to) });
  if (on.kind === 'table' || on.kind === 'partitioned-table' || on.kind === 'foreign-table')
    moveSequences(draft, change, from);
  if (relationKinds.has(on.kind)) moveColumns(draft, change, from);
  if (relationKinds.has(on.kind) || on.kind === 'function') closeRoutineUses(draft, change);
  if (on.kind !== 'function') return;
  draft
    .database(on.database, 'event-triggers')
    .map((row) =>
      on.signature === '' && row.functionSchema === on.schema && row.functionName === on.name
        ? { ...row, functionOwner: to }
        : row,
    );
}
