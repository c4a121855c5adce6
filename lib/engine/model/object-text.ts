import type { ObjectRef } from './object-ref.ts';

/** A name in double quotes where a reader could take it for something else, doubled quotes as in SQL. */
function quoted(name: string): string {
  return /^[\p{L}_][\p{L}\p{M}\p{N}_$]*$/u.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

const path = (...names: readonly (string | undefined)[]) =>
  names
    .filter((name) => name !== undefined)
    .map(quoted)
    .join('.');

function named(ref: ObjectRef): string {
  switch (ref.kind) {
    case 'cluster':
      return 'the cluster';
    case 'role':
      return `role ${quoted(ref.role ?? ref.name ?? '')}`;
    case 'membership':
      return `membership in ${quoted(ref.name ?? '')}`;
    case 'database':
      return `database ${quoted(ref.name ?? ref.database ?? '')}`;
    case 'hba-rule':
      return `pg_hba rule ${ref.rule ?? ''}`;
    case 'function':
    case 'procedure':
      return `${ref.kind} ${path(ref.schema, ref.name)}(${ref.signature ?? ''})`;
    case 'policy':
    case 'trigger':
      return `${ref.kind} ${quoted(ref.name ?? '')} on ${path(ref.schema, ref.relation)}`;
    case 'column':
      return `column ${path(ref.schema, ref.relation ?? ref.name, ref.column)}`;
    default:
      return `${ref.kind.replaceAll('-', ' ')} ${path(ref.schema, ref.name)}${ref.rule === undefined ? '' : ` ${ref.rule}`}`.trimEnd();
  }
}

/**
 * An object in one line for people, for example `table app.orders in shop, for PUBLIC`. Holds names as the catalog has
 * them: show it escaped. Not for matching: `ObjectRef` itself is the identity.
 */
export function objectText(ref: ObjectRef): string {
  const where = ref.database !== undefined && ref.kind !== 'database' ? ` in ${quoted(ref.database)}` : '';
  const whose = ref.public
    ? ', for PUBLIC'
    : ref.role !== undefined && ref.kind !== 'role'
      ? `, for ${quoted(ref.role)}`
      : '';
  return `${named(ref)}${where}${whose}`;
}
