import type { AccessObject } from '../engine/analysis/access-object.ts';
import type { DatabaseAccess, GrantableRef } from '../engine/analysis/effective-privileges.ts';
import type { DatabaseFacts } from '../engine/analysis/facts.ts';
import { type GrantableKind, grantableKinds } from '../engine/model/object-ref.ts';
import { visibleText } from '../engine/model/visible-text.ts';
import { unusable } from './command-failure.ts';

const relationKinds: readonly GrantableKind[] = [
  'table',
  'view',
  'materialized-view',
  'foreign-table',
  'partitioned-table',
  'sequence',
];

const shown = (text: string) => `"${visibleText(text, 200)}"`;

/** `a."b.c".d` → its parts, quotes taken off; names are not folded to lower case. */
function parts(text: string): string[] {
  const found: string[] = [];
  const part = /("(?:[^"]|"")*"|[^".]+)(\.|$)/gy;
  while (part.lastIndex < text.length) {
    const match = part.exec(text);
    const word = match?.[1];
    if (!word) throw unusable(`${shown(text)} is no name: quote parts that hold dots or quotes`);
    found.push(word.startsWith('"') ? word.slice(1, -1).replaceAll('""', '"') : word);
  }
  return found;
}

/** The one object that fits, else an error that says how many do. */
function only(found: readonly AccessObject[], text: string): AccessObject {
  const [object] = found;
  if (!object) throw unusable(`there is no ${shown(text)} in this database`);
  if (found.length === 1) return object;
  const examples = found.slice(0, 3).map(({ schema, name, signature }) => {
    const qualified = schema === null ? name : `${schema}.${name}`;
    return shown(signature === null ? qualified : `${qualified}(${signature})`);
  });
  throw unusable(`${shown(text)} may be any of ${found.length}, for example ${examples.join(', ')}`);
}

function refOf({ kind, schema, name, column, signature }: AccessObject): GrantableRef {
  return {
    kind,
    name,
    ...(schema === null ? {} : { schema }),
    ...(column === null ? {} : { column }),
    ...(signature === null ? {} : { signature }),
  };
}

function columnOf(facts: DatabaseFacts, relation: AccessObject, column: string): GrantableRef {
  const { schema, name } = relation;
  // Columns of system relations are only in the snapshot where they have an ACL of their own.
  const system = schema === 'pg_catalog' || schema === 'information_schema';
  const exists = facts
    .read('columns')
    .some((row) => row.schema === schema && row.relation === name && row.name === column);
  if (!exists && !system) throw unusable(`${shown(name)} has no column ${shown(column)}`);
  return { ...refOf(relation), kind: 'column', column };
}

function relationOrColumn(
  facts: DatabaseFacts,
  access: DatabaseAccess,
  text: string,
  column: boolean,
): GrantableRef {
  const names = parts(text);
  const relations = [...access.objects(relationKinds)];
  const named = (path: readonly string[]) =>
    path.length === 1
      ? relations.filter((object) => object.name === path[0])
      : relations.filter((object) => object.schema === path[0] && object.name === path[1]);
  if (names.length > 3) throw unusable(`${shown(text)} has more parts than schema, name and column`);
  if (!column && names.length < 3) {
    const found = named(names);
    if (found.length > 0 || names.length === 1) return refOf(only(found, text));
  }
  return columnOf(facts, only(named(names.slice(0, -1)), text), names.at(-1) ?? '');
}

/** A routine by `schema.name(argument types)`; the parenthesis may be left out where only one has the name. */
function routine(access: DatabaseAccess, kind: GrantableKind, text: string): GrantableRef {
  const open = text.endsWith(')') ? text.indexOf('(') : -1;
  const names = parts(open < 0 ? text : text.slice(0, open));
  const signature = open < 0 ? null : text.slice(open + 1, -1).trim();
  const fits = (object: AccessObject) =>
    object.name === names.at(-1) &&
    (names.length === 1 || object.schema === names[0]) &&
    (signature === null || object.signature === signature);
  return refOf(only([...access.objects([kind])].filter(fits), text));
}

/** `KIND:NAME[.COLUMN]` taken apart, before anything is contacted. Throws `CommandFailure` (2). */
export function objectArgument(argument: string): { readonly kind: GrantableKind; readonly text: string } {
  const colon = argument.indexOf(':');
  const kind = grantableKinds.find((one) => one === argument.slice(0, Math.max(colon, 0)));
  const text = argument.slice(colon + 1);
  if (kind && text !== '') return { kind, text };
  throw unusable(`--object must be KIND:NAME[.COLUMN], KIND one of ${grantableKinds.join(', ')}`);
}

/**
 * The object that is meant. Relations, types and routines may be qualified by schema, and must be where several have
 * the name; other names are taken as they are, dots and all. Throws `CommandFailure` (2) where there is none.
 */
export function findObject(
  facts: DatabaseFacts,
  access: DatabaseAccess,
  { kind, text }: ReturnType<typeof objectArgument>,
): GrantableRef {
  if (kind === 'column' || relationKinds.includes(kind)) {
    return relationOrColumn(facts, access, text, kind === 'column');
  }
  if (kind === 'function' || kind === 'procedure') return routine(access, kind, text);
  if (kind === 'type') {
    const names = parts(text);
    const fits = (object: AccessObject) =>
      object.name === names.at(-1) && (names.length === 1 || object.schema === names[0]);
    return refOf(only([...access.objects([kind])].filter(fits), text));
  }
  const name = text.startsWith('"') ? (parts(text)[0] ?? '') : text;
  if (kind === 'parameter') return { kind, name };
  return refOf(
    only(
      [...access.objects([kind])].filter((object) => object.name === name),
      text,
    ),
  );
}
