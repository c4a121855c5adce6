import type { ColumnRow } from '../inventory/sections/columns.ts';
import type { DatabaseFacts } from './facts.ts';
import { memo } from './memo.ts';
import { columnsByRelation, relationsByKey } from './relation-index.ts';
import {
  type Confidence,
  confidences,
  personTables,
  type SensitiveCategory,
  type SensitiveTerm,
  sensitiveTerms,
} from './sensitive-term.ts';

export interface SensitiveColumn {
  readonly schema: string;
  readonly relation: string;
  readonly column: string;
  readonly category: SensitiveCategory;
  readonly confidence: Confidence;
  /** One sentence on what gave it away. */
  readonly why: string;
}

/** Words that make a column be about the thing instead of holding it: `email_template_id`, `password_changed_at`. */
const aboutIt = new Set(
  'id ids uuid fk at on count counts total template templates type types kind status state enabled disabled verified confirmed valid validated changed updated created deleted sent opened bounced required optional allowed attempts attempt failures retries length min max policy rule format regex pattern label field column index order sort version expires expiry expired expiration ttl url link page subject body provider service domain domains opt in out subscribed subscription notification notifications preference preferences setting settings name names used usage limit quota source reason category class group list size date time timestamp since until flag offset condition conditions detected ward wards bed beds'.split(
    ' ',
  ),
);
const asksAboutIt = new Set(
  'is has had can should may needs requires require allow allows enable show hide send use uses num no number_of count last_sent'.split(
    ' ',
  ),
);

/** Lower-case words of a name: `clientIPAddr2` is client, ip, addr2. */
export function wordsOf(name: string): readonly string[] {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replaceAll(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** Where the phrase stands among the words, written apart or together, as `[from, to]`; `null` if it does not. */
function placeOf(term: SensitiveTerm, words: readonly string[]): readonly [number, number] | null {
  const { length } = term.words;
  for (let at = 0; at + length <= words.length; at += 1) {
    if (term.words.every((word, offset) => words[at + offset] === word)) return [at, at + length];
  }
  const joined = term.words.join('');
  const at = length > 1 ? words.indexOf(joined) : -1;
  return at < 0 ? null : [at, at + 1];
}

const plural = (term: SensitiveTerm): SensitiveTerm => ({
  ...term,
  words: [...term.words.slice(0, -1), `${term.words.at(-1) ?? ''}s`],
});
const searched = sensitiveTerms.flatMap((term) => [term, plural(term)]);
/** By the words a phrase can begin with, so that a column is compared with a handful of phrases only. */
const byFirstWord = Map.groupBy(
  searched.flatMap((term) => [
    { key: term.words[0] ?? '', term },
    ...(term.words.length > 1 ? [{ key: term.words.join(''), term }] : []),
  ]),
  ({ key }) => key,
);

interface Found {
  readonly term: SensitiveTerm;
  readonly from: number;
  readonly to: number;
}

/** The longest phrase among the words; of equals the more certain one. */
function findTerm(words: readonly string[], ofPerson: boolean): Found | null {
  let best: Found | null = null;
  for (const word of new Set(words)) {
    for (const { term } of byFirstWord.get(word) ?? []) {
      if (term.needsPerson && !ofPerson) continue;
      const place = placeOf(term, words);
      if (!place) continue;
      const better =
        !best ||
        term.words.length > best.term.words.length ||
        (term.words.length === best.term.words.length &&
          confidences.indexOf(term.confidence) < confidences.indexOf(best.term.confidence));
      if (better) best = { term, from: place[0], to: place[1] };
    }
  }
  return best;
}

const booleanTypes = /^bool/;
const timeTypes = /^(timestamp|date|time|interval)/;
const numberTypes = /^(smallint|integer|bigint|numeric|real|double|uuid|oid)/;

/** How many steps less certain the type makes it: a boolean holds no address, a time no password, a number no name. */
function typeDoubt(term: SensitiveTerm, type: string): number {
  if (term.category === 'health' || /position|date of birth|attribute|trace/.test(term.what)) return 0;
  if (booleanTypes.test(type)) return 2;
  if (timeTypes.test(type)) return /birth|card detail/.test(term.what) ? 0 : 2;
  if (!numberTypes.test(type)) return 0;
  if (term.what === 'e-mail address') return 1;
  return /number|identifier|account|code|card|tax|insurance|address|vehicle/.test(term.what) ? 0 : 1;
}

function lowered(confidence: Confidence, steps: number): Confidence | null {
  return confidences[confidences.indexOf(confidence) + steps] ?? null;
}

function byName(
  column: ColumnRow,
  ofPerson: boolean,
): Pick<SensitiveColumn, 'category' | 'confidence' | 'why'> | null {
  const words = wordsOf(column.name);
  const found = findTerm(words, ofPerson);
  if (!found) return null;
  // A bare `name` of a person counts only alone: `file_name` in a table of users is no name of a user.
  if (found.term.needsPerson && words.length > 1) return null;
  const after = words.slice(found.to).filter((word) => aboutIt.has(word)).length;
  const before = words.slice(0, found.from).filter((word) => asksAboutIt.has(word)).length;
  const confidence = lowered(found.term.confidence, after + before + typeDoubt(found.term, column.type));
  return confidence && { category: found.term.category, confidence, why: `its name says ${found.term.what}` };
}

function byType(column: ColumnRow): Pick<SensitiveColumn, 'category' | 'confidence' | 'why'> | null {
  // The last part of the type's name, without length and array marks: a domain such as `app.email`.
  const type =
    column.type
      .replace(/(\[\]|\(.*\))+$/, '')
      .split('.')
      .at(-1) ?? '';
  if (/^(text|varchar|character|name|json|xml|bytea|inet|cidr|point|date|time)/.test(type)) return null;
  const words = wordsOf(type.replaceAll('"', ''));
  const found = findTerm(words, false);
  if (!found || words.length !== found.to - found.from) return null;
  return {
    category: found.term.category,
    confidence: found.term.confidence,
    why: `its type, ${type}, says ${found.term.what}`,
  };
}

function byComment(column: ColumnRow): Pick<SensitiveColumn, 'category' | 'confidence' | 'why'> | null {
  if (column.comment === null) return null;
  const words = wordsOf(column.comment.slice(0, 2000));
  const classified = words.some((word) =>
    ['pii', 'phi', 'gdpr', 'confidential', 'sensitive', 'pci'].includes(word),
  );
  const found = findTerm(words, false);
  if (classified) {
    const category = words.includes('phi')
      ? 'health'
      : words.includes('pci')
        ? 'payment'
        : (found?.term.category ?? 'pii');
    return { category, confidence: 'medium', why: 'its comment calls it sensitive' };
  }
  const confidence = found && found.term.confidence === 'high' ? 'low' : null;
  return found && confidence
    ? { category: found.term.category, confidence, why: `its comment mentions ${found.term.what}` }
    : null;
}

const system = /^(pg_catalog|information_schema|pg_toast.*)$/;

/** Judges one column of a table by names, type and comment alone. `null`: nothing points to anything sensitive. */
export function judgeColumn(column: ColumnRow): SensitiveColumn | null {
  const found = groundOf(column, isOfPerson(column.relation));
  return found && { schema: column.schema, relation: column.relation, column: column.name, ...found };
}

const isOfPerson = (relation: string) => wordsOf(relation).some((word) => personTables.has(word));

type Ground = Pick<SensitiveColumn, 'category' | 'confidence' | 'why'>;
interface Known {
  readonly type: string;
  readonly ground: Ground | null;
}

function groundOf(column: ColumnRow, ofPerson: boolean): Ground | null {
  const grounds = [byName(column, ofPerson), byType(column), byComment(column)].filter(
    (ground) => ground !== null,
  );
  const [best] = grounds.sort(
    (a, b) => confidences.indexOf(a.confidence) - confidences.indexOf(b.confidence),
  );
  return best ?? null;
}

/** Columns of one name have a handful of types; a catalog made to have thousands is not searched through for each. */
const typesKept = 50;

/**
 * Columns that look sensitive, extensions' own tables left out; no row is ever read. A suggestion: it becomes policy only when
 * a person says so. Reads `columns` and `relations`. In the inventory's order.
 */
export const sensitiveColumns = memo((database: DatabaseFacts): readonly SensitiveColumn[] => {
  const relations = relationsByKey(database);
  // The same few names, types and tables stand in a large catalog ten thousand times.
  const persons = new Map<string, boolean>();
  const ofPerson = (relation: string) => {
    const known = persons.get(relation) ?? isOfPerson(relation);
    persons.set(relation, known);
    return known;
  };
  const known = { persons: new Map<string, Known[]>(), others: new Map<string, Known[]>() };
  const groundFor = (column: ColumnRow, person: boolean) => {
    if (column.comment !== null) return groundOf(column, person);
    const byName = person ? known.persons : known.others;
    const before = byName.get(column.name);
    if (before !== undefined) for (const one of before) if (one.type === column.type) return one.ground;
    const ground = groundOf(column, person);
    if (before === undefined) byName.set(column.name, [{ type: column.type, ground }]);
    else if (before.length < typesKept) before.push({ type: column.type, ground });
    return ground;
  };
  const found: SensitiveColumn[] = [];
  for (const [relation, columns] of columnsByRelation(database)) {
    const [first] = columns;
    if (first === undefined || system.test(first.schema)) continue;
    if ((relations.get(relation)?.extension ?? null) !== null) continue;
    const person = ofPerson(first.relation);
    for (const column of columns) {
      const ground = groundFor(column, person);
      if (ground === null) continue;
      found.push({ schema: column.schema, relation: column.relation, column: column.name, ...ground });
    }
  }
  return found;
});
