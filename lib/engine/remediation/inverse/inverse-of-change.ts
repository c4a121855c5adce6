import type { Change } from '../../model/change.ts';
import type { PlannedStatement } from '../plan.ts';

/** What undoes one change, computed from the state before it, or why nothing can. */
export type Inverse =
  | { readonly statements: readonly PlannedStatement[] }
  | { readonly irreversible: string };

export type ChangeOf<Do extends Change['do']> = Extract<Change, { do: Do }>;

export const unknownState = (what: string): Inverse => ({
  irreversible: `the state of ${what} before the change was not read`,
});
