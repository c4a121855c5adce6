import { factsOf } from '../analysis/facts.ts';
import { parseHbaFile } from '../analysis/hba/parse-hba-file.ts';
import { sessionChanges } from '../analysis/hba/session-changes.ts';
import { memo } from '../analysis/memo.ts';
import { UnreadSection } from '../analysis/unread-section.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { Change } from '../model/change.ts';
import { nameSays } from './conditions/says.ts';
import { hbaFileTexts } from './hba-file.ts';
import { majorOf } from './prior.ts';

const factsOnce = memo(factsOf);

/** Whom of those connected now the new file would turn away at their next attempt; loading it ends no session. */
export function refusedByFile(
  change: Extract<Change, { do: 'edit-hba' }>,
  inventory: Inventory,
): readonly string[] {
  const texts = hbaFileTexts(inventory, change.edits);
  if ('refused' in texts) return [];
  const rules = parseHbaFile(texts.up, { major: majorOf(inventory) });
  try {
    const refused = sessionChanges(factsOnce(inventory), { rules, maps: null }).filter(
      ({ outcome }) => outcome === 'refused',
    );
    const sentences = refused.map(({ session, reason }) => {
      const from = session.address === null ? 'a local socket' : session.address;
      return `${nameSays(session.role ?? 'a role that was not shown')} from ${from} to ${nameSays(session.database ?? 'replication')} (${reason})`;
    });
    if (sentences.length === 0) return [];
    const rest = sentences.length > 10 ? ` and ${sentences.length - 10} more` : '';
    return [`connected now, and refused at the next attempt: ${sentences.slice(0, 10).join('; ')}${rest}.`];
  } catch (error) {
    if (!(error instanceof UnreadSection)) throw error;
    return ['who is connected now was not read: whether the new file would refuse somebody is not known.'];
  }
}
