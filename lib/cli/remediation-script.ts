import { visibleText } from '../engine/model/visible-text.ts';
import type { Plan } from '../engine/remediation/plan.ts';
import { commentText } from '../engine/remediation/quote.ts';
import { unusable } from './command-failure.ts';

export type Part = 'up' | 'down' | 'both';

/** Words as SQL comments, so that a script with a part only a person can do still runs. */
const inWords = (text: string) =>
  text
    .split('\n')
    .map((line) => `-- ${visibleText(line)}\n`)
    .join('');

/** A script that must not run with the one above it. A bare carriage return would end a comment too. */
const inComments = (text: string) =>
  text
    .split(/\r\n|\r|\n/)
    .map((line) => (line === '' ? '--\n' : `-- ${commentText(line)}\n`))
    .join('');

function partOf(plan: Plan, part: 'up' | 'down'): string {
  if (plan.kind === 'manual')
    return inWords(part === 'up' ? plan.upText : 'Done by hand: nothing to undo by script.');
  if (part === 'down' && plan.irreversible !== null) return inWords(`Cannot be undone: ${plan.irreversible}`);
  return part === 'up' ? plan.upText : plan.downText;
}

const orderOf = (plans: readonly Plan[], part: 'up' | 'down') =>
  part === 'up' ? plans : [...plans].reverse();

/** Sentences of the impact that a script shows; the JSON has all. */
const shownSentences = 12;

/** What the plan does to whom, above its script, in which no name can end a comment. */
function impactComments(sentences: readonly string[], mark: string): string {
  const more = sentences.length - shownSentences;
  const shown = [
    ...sentences.slice(0, shownSentences),
    ...(more > 0 ? [`and ${more} more (--format json has all)`] : []),
  ];
  return shown.map((sentence) => `${mark} ${commentText(sentence)}\n`).join('');
}

/**
 * One text of several plans, where one file can hold them, ready for `psql -f`; of both parts the undo stands below as comments.
 * `impactOf` gives what a plan does to whom, one sentence each. Throws `CommandFailure` (2) where it cannot be one.
 */
export function remediationScript(
  plans: readonly Plan[],
  part: Part,
  impactOf: (plan: Plan) => readonly string[],
): string {
  if (plans.length === 0) return '-- Nothing to do: the control has no finding.\n';
  if (plans.length > 1 && plans.some((plan) => plan.kind === 'config'))
    throw unusable('some findings are mended in a file and some are not: name one with --finding');
  const databases = [...new Set(plans.flatMap((plan) => (plan.database === null ? [] : [plan.database])))];
  if (databases.length > 1) {
    throw unusable(
      `the findings are in several databases, and a script runs in one: name one with --databases (${databases.slice(0, 5).join(', ')})`,
    );
  }
  const script = (which: 'up' | 'down') =>
    orderOf(plans, which)
      .map((plan) => {
        if (which === 'down' || plan.kind === 'manual') return partOf(plan, which);
        return `${impactComments(impactOf(plan), plan.kind === 'config' ? '#' : '--')}${partOf(plan, which)}`;
      })
      .join('\n');
  if (part !== 'both') return script(part);
  const [only] = plans;
  // A file and its predecessor are in one language: both as they are would be one file with every rule twice.
  const undo = only?.kind === 'config' ? script('down').replace(/^/gm, '# ') : inComments(script('down'));
  const mark = only?.kind === 'config' ? '#' : '--';
  return `${script('up')}\n${mark} The undo, with --part down ready to run:\n${undo}`;
}
