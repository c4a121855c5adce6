import { canonicalJson } from '../model/canonical-json.ts';
import type { Change } from '../model/change.ts';
import { objectKey } from './change-cells.ts';

/** Grant options that a change is made with, and those it takes away: keys to compare, of object or column, holder and privilege. */
export interface OptionsOfChange {
  readonly used: readonly string[];
  readonly taken: readonly string[];
}

/**
 * A GRANT in the name of a role goes with the option that this has on the object, for a column on it or on its relation. Taking
 * the option away is refused then, or takes the new grant along. An owner holds it without a grant: what it takes from itself is
 * a privilege only.
 */
export function optionsOfChange(change: Change): OptionsOfChange {
  if (change.do !== 'grant' && change.do !== 'revoke') return { used: [], taken: [] };
  const { column: _, ...whole } = change.on;
  const keys = (holder: string, places: readonly string[]) =>
    places.flatMap((place) =>
      change.privileges.map((privilege) => canonicalJson([place, holder, privilege])),
    );
  if (change.do === 'grant') {
    const places = new Set([objectKey(change.on), objectKey(whole)]);
    return { used: keys(change.grantor, [...places]), taken: [] };
  }
  if (change.from === null || change.from === change.grantor) return { used: [], taken: [] };
  return { used: [], taken: keys(change.from, [objectKey(change.on)]) };
}
