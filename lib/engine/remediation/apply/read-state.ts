import type { Read } from '../../connect/session.ts';
import { collectWithin } from '../../inventory/collect-within.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { eventTriggersDigest, stateFingerprint } from '../state-fingerprint.ts';
import { touchedSections } from '../touched-sections.ts';
import type { ApprovedScript } from './approved-script.ts';

export type PresentState =
  | { readonly state: string; readonly eventTriggers: string }
  /** Why it could not be read whole. */
  | { readonly unknown: string };

/** The present state of what the script's changes touch, in the transaction that `read` reads in. */
export async function readState(
  read: Read,
  script: Pick<ApprovedScript, 'changes' | 'database' | 'planDatabase'>,
  now: string,
): Promise<PresentState> {
  const inventory = await collectWithin(read, script.database, {
    only: [...touchedSections(script.changes), 'event-triggers'],
    now,
  });
  const state = stateFingerprint(script.changes, inventory, script.planDatabase);
  if ('unknown' in state) return state;
  const triggers = triggersIn(inventory, script.planDatabase);
  return 'unknown' in triggers ? triggers : { state: state.digest, ...triggers };
}

// What belongs to the whole cluster fires none (documentation, event trigger matrix).
function triggersIn(
  inventory: Inventory,
  planDatabase: string | null,
): { readonly eventTriggers: string } | { readonly unknown: string } {
  const triggers = eventTriggersDigest(inventory, planDatabase);
  return 'unknown' in triggers ? triggers : { eventTriggers: triggers.digest };
}

/** The event triggers alone. */
export async function readEventTriggers(
  read: Read,
  { database, planDatabase }: Pick<ApprovedScript, 'database' | 'planDatabase'>,
  now: string,
): Promise<{ readonly eventTriggers: string } | { readonly unknown: string }> {
  return triggersIn(await collectWithin(read, database, { only: ['event-triggers'], now }), planDatabase);
}
