import type { AccessLine } from '../analysis/access-lines.ts';
import { visibleText } from '../model/visible-text.ts';
import type { Rehearsal } from '../remediation/rehearse/rehearsal.ts';

const shownLines = 20;

const shown = (text: string) => visibleText(text, 200);

function accessText({ role, kind, schema, name, column, signature, privilege, how }: AccessLine): string {
  const object = [schema, name, column].filter((part) => part !== null).join('.');
  const way = how === 'set-role' ? ' (by SET ROLE)' : '';
  return `${shown(role)}: ${privilege} on ${kind} ${shown(object)}${signature === null ? '' : shown(`(${signature})`)}${way}`;
}

function list(heading: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  const more = lines.length > shownLines ? [`    and ${lines.length - shownLines} more`] : [];
  return [`  ${heading}`, ...lines.slice(0, shownLines).map((line) => `    ${line}`), ...more];
}

const outcomes: Readonly<Record<Rehearsal['outcome'], string>> = {
  ok: 'it goes well',
  failed: 'it fails',
  'not-rehearsable': 'it cannot be rehearsed',
};

const undone: Readonly<Record<Rehearsal['undo'], readonly string[]>> = {
  ok: ['The undo script leads back to the very state.'],
  differs: ['The undo script does not lead back to the state of before.'],
  failed: ['The undo script fails.'],
  'not-tried': [],
  none: ['There is no undo script.'],
};

const places: Readonly<Record<'target' | 'throw-away', string>> = {
  target: 'on the database itself, rolled back',
  'throw-away': 'on a throw-away server made like this one',
};

/** For people, a paragraph per rehearsal; names cannot break out of their line. */
export function rehearsalText(finding: string, title: string, done: Rehearsal): string {
  const took = done.where === null ? '' : ` (${places[done.where]}, ${done.durationMs} ms)`;
  const why = done.reason === null ? '' : `: ${visibleText(done.reason)}`;
  const others = done.closes.filter((one) => !done.findings.includes(one));
  return [
    `${finding}  ${shown(title)}`,
    `  Rehearsed: ${outcomes[done.outcome]}${why}${took}`,
    ...list('Closes as well', others),
    ...list('Opens', done.opens),
    ...list('Loses', done.loses.map(accessText)),
    ...list('Gains', done.gains.map(accessText)),
    ...list(
      'Locks',
      done.locks.map(({ object, mode, heldMs }) => `${shown(object)}: ${mode}, ${heldMs} ms`),
    ),
    ...list('Not as predicted', done.differences.map(shown)),
    ...undone[done.undo].map((line) => `  ${line}`),
    ...list('Note', done.notes.map(shown)),
    '',
  ].join('\n');
}
