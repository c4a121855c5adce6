import type { ObjectRef } from '../model/object-ref.ts';
import { objectText } from '../model/object-text.ts';
import type { Impact } from './impact.ts';

/** What of a line the words need; `how` and the like as `LocatedLine` has them. */
export interface WordedLine {
  readonly role: string;
  readonly kind: string;
  readonly schema: string | null;
  readonly name: string;
  readonly column: string | null;
  readonly signature: string | null;
  readonly privilege: string;
  readonly how: string;
  readonly otherwise?: string | null | undefined;
}

/** Phrases after which the rest of a role's losses is counted. */
const shownPhrases = 4;

/** `app.t`, `app.f(integer)`, `app.t.column`; names as the catalog has them. */
export function lineObject({ schema, name, column, signature }: WordedLine): string {
  const call = signature === null ? '' : `(${signature})`;
  return `${schema === null ? '' : `${schema}.`}${name}${call}${column === null ? '' : `.${column}`}`;
}

function privilegeText({ privilege, how, otherwise }: WordedLine): string {
  if (otherwise === undefined || otherwise === null) return privilege;
  return otherwise === how ? `the grant option of ${privilege}` : `${privilege} without SET ROLE`;
}

const kindText = (kind: string, count: number) => `${kind.replaceAll('-', ' ')}${count === 1 ? '' : 's'}`;

/** What these lines of one role say: `SELECT, INSERT on 12 tables, EXECUTE on function app.f()`. */
export function privilegesText(lines: readonly WordedLine[]): string {
  const objects = Map.groupBy(lines, (line) => `${line.kind}\0${lineObject(line)}`);
  const alike = Map.groupBy(objects.values(), (ones) => {
    const privileges = [...new Set(ones.map(privilegeText))].sort();
    return JSON.stringify([ones[0]?.kind, privileges]);
  });
  const phrases = [...alike.values()].map((ones) => {
    const [first = []] = ones;
    const [line] = first;
    const privileges = [...new Set(first.map(privilegeText))].sort().join(', ');
    if (!line) return privileges;
    const kind = kindText(line.kind, ones.length);
    return `${privileges} on ${ones.length === 1 ? `${kind} ${lineObject(line)}` : `${ones.length} ${kind}`}`;
  });
  const more = phrases.length - shownPhrases;
  const shown = phrases.slice(0, shownPhrases).join('; ');
  return more > 0 ? `${shown}; and ${more} more` : shown;
}

/** A line for each role, those that are the customer's first: `reporting_ro loses SELECT on 12 tables`. */
export function roleSentences(lines: readonly WordedLine[], verb: 'loses' | 'gains'): readonly string[] {
  const predefined = ([role]: readonly [string, unknown]) => Number(role.startsWith('pg_'));
  return [...Map.groupBy(lines, (line) => line.role)]
    .sort((a, b) => predefined(a) - predefined(b))
    .map(([role, ones]) => `${role} ${verb} ${privilegesText(ones)}`);
}

interface WordedSession {
  readonly role: string | null;
  readonly address: string | null;
  readonly application: string;
  readonly count: number;
  readonly why: string;
}

/** `app from 10.0.0.7 (psql), 3 sessions: its role may not log in any more`. */
export function sessionText({ role, address, application, count, why }: WordedSession): string {
  const named = application === '' ? '' : ` (${application})`;
  const many = count === 1 ? '1 session' : `${count} sessions`;
  return `${role ?? 'a role that is not shown'} from ${address ?? 'the socket'}${named}, ${many}: ${why}`;
}

interface WordedDependent {
  readonly object: ObjectRef;
  readonly roles: readonly string[] | null;
  readonly outcome: 'fails' | 'may-fail';
  readonly why: string;
}

/** `view shop.app.names will fail for everybody: it reads …`. */
export function dependentText({ object, roles, outcome, why }: WordedDependent): string {
  const shown = roles?.slice(0, 5).join(', ');
  const more = (roles?.length ?? 0) - 5;
  const whom = roles === null ? 'everybody' : `${shown}${more > 0 ? ` and ${more} more` : ''}`;
  return `${objectText(object)} ${outcome === 'fails' ? 'will fail' : 'may fail'} for ${whom}: ${why}`;
}

/** `app was seen to run 3 statements on what it loses, 120 times`; nothing where nobody asked. */
function seenSentences(statements: Impact['statements']): readonly string[] {
  if ('unknown' in statements) return [];
  return [...Map.groupBy(statements.seen, ({ role }) => role)].map(([role, ones]) => {
    const calls = ones.reduce((sum, one) => sum + one.calls, 0);
    const many = ones.length === 1 ? '1 statement' : `${ones.length} statements`;
    return `${role} was seen to run ${many} on what it loses, ${calls === 1 ? 'once' : `${calls} times`}`;
  });
}

/** The whole of it, one sentence each, what matters most first. Names stand in it raw: whoever shows them has to escape them. */
export function impactSentences(impact: Impact): readonly string[] {
  const { sessions, dependents, loses, gains, unknown } = impact;
  return [
    ...dependents.map(dependentText),
    ...('unknown' in sessions
      ? [`Which sessions it turns away is not known: ${sessions.unknown}`]
      : [
          ...sessions.refused.map((one) => `Will be refused when it connects again: ${sessionText(one)}`),
          ...sessions.uncertain.map((one) => `May be refused when it connects again: ${sessionText(one)}`),
        ]),
    ...roleSentences(loses, 'loses'),
    ...seenSentences(impact.statements),
    ...roleSentences(gains, 'gains'),
    ...unknown.map((why) => `Not known beforehand: ${why}`),
  ];
}
