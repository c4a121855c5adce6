import { factsOf } from '../analysis/facts.ts';
import { canonicalRule, holdsSecret, renderHbaFile } from '../analysis/hba/canonical-rule.ts';
import type { HbaRule } from '../analysis/hba/hba-rule.ts';
import { hidesOptions } from '../analysis/hba/options-of-view.ts';
import { rulesFromInventory } from '../analysis/hba/rules-from-inventory.ts';
import { whyNotInForce } from '../analysis/hba/rules-in-force.ts';
import { memo } from '../analysis/memo.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { HbaEdit } from '../model/change.ts';
import { commentText } from './quote.ts';

/** The whole file after and before, or the words to use instead where a file cannot be written from what was read. */
export type HbaFileTexts = { readonly up: string; readonly down: string } | { readonly refused: string };

/** Facts per snapshot, so that a hundred findings about rules read the file once. */
const factsOnce = memo(factsOf);

const editFor = (edits: readonly HbaEdit[], rule: HbaRule) =>
  edits.find(
    (edit) => edit.file === rule.file && edit.line === rule.line && edit.before === canonicalRule(rule),
  );

function byHand(edits: readonly HbaEdit[], why: string): HbaFileTexts {
  const words = edits.map(
    (edit) =>
      `${edit.file === null ? 'pg_hba.conf' : commentText(edit.file)}, line ${edit.line}: ${
        edit.after === null
          ? `remove "${commentText(edit.before)}"`
          : `replace "${commentText(edit.before)}" by ${edit.after
              .split('\n')
              .map((line) => `"${commentText(line)}"`)
              .join(' and ')}`
      }`,
  );
  return { refused: `${why} Edit by hand, then SELECT pg_reload_conf(). ${words.join('; ')}.` };
}

function fileText(purpose: string, rules: string): string {
  return [
    `# ${purpose}. Written by Postern from pg_hba_file_rules: comments and blank lines of the file before are not in it.`,
    '# Put it in the place of pg_hba.conf (SHOW hba_file), keep a copy of the old one, then: SELECT pg_reload_conf();',
    rules,
  ].join('\n');
}

/**
 * `pg_hba.conf` as a whole new file, and as it was. Refuses where the view does not say enough to write the file back:
 * rules from included files, secrets, options it hides, names whose quotes are lost, lines with errors, a rule that moved meanwhile.
 */
export function hbaFileTexts(inventory: Inventory, edits: readonly HbaEdit[]): HbaFileTexts {
  const { rules, errors } = rulesFromInventory(factsOnce(inventory));
  const notInForce = whyNotInForce(errors, 'pg_hba.conf');
  if (notInForce !== null) return byHand(edits, `The file cannot be rewritten as a whole: ${notInForce}.`);
  if (new Set(rules.map((rule) => rule.file)).size > 1)
    return byHand(edits, 'The rules stand in several files.');
  if (rules.some(holdsSecret)) return byHand(edits, 'A rule holds a secret that Postern does not read.');
  if (rules.some(hidesOptions))
    return byHand(edits, 'The server’s view does not show all options of a rule.');
  const ambiguous = rules.some((rule) =>
    [...rule.databases, ...rule.users].some((token) => token.quoted === null),
  );
  if (ambiguous)
    return byHand(edits, 'The server’s view has lost the quotes that tell a name from a keyword.');
  if (edits.some((edit) => !rules.some((rule) => editFor([edit], rule)))) {
    return byHand(edits, 'The rule was not found where it was.');
  }
  const after = rules.flatMap((rule) => {
    const edit = editFor(edits, rule);
    if (edit === undefined) return [canonicalRule(rule, 'shown')];
    return edit.after === null ? [] : [edit.after];
  });
  return {
    up: fileText('pg_hba.conf with this finding mended', `${after.join('\n')}\n`),
    down: fileText('pg_hba.conf as it was', renderHbaFile(rules)),
  };
}
