import type { ObjectRef } from '../model/object-ref.ts';
import { hasInvisible } from '../model/visible-text.ts';
import { isExactly, type NamedFinding } from './exception-object.ts';

const plain = /^[\p{L}_][\p{L}\p{M}\p{N}_$]*$/u;
const quoted = (name: string) => (plain.test(name) ? name : `"${name.replaceAll('"', '""')}"`);

function readable({ kind, database, schema, relation, name, column, signature, role, rule }: ObjectRef) {
  const path = (...parts: readonly (string | undefined)[]) =>
    `${kind}:${parts.flatMap((part) => (part === undefined ? [] : [quoted(part)])).join('.')}`;
  switch (kind) {
    case 'cluster':
      return 'cluster';
    case 'role':
      return `role:${role ?? name ?? ''}`;
    case 'hba-rule':
      return `hba-rule:${rule ?? ''}`;
    case 'column':
      return path(database, schema, relation ?? name, column);
    case 'policy':
    case 'trigger':
      return path(database, schema, relation, name);
    case 'function':
    case 'procedure':
      return `${path(database, schema, name)}(${signature ?? ''})`;
    case 'schema':
      return path(database, schema ?? name);
    case 'database':
      return `database:${name ?? database ?? ''}`;
    default:
      return database === undefined && schema === undefined
        ? `${kind}:${name ?? ''}`
        : path(database, schema, name);
  }
}

/**
 * How a policy names this finding and no other: as `kind:name` where that says it whole and reads back as this object, else
 * by its fingerprint. Names with invisible characters are never written out.
 */
export function exceptionText(finding: NamedFinding): string {
  const text = readable(finding.object);
  const writable = text.length <= 200 && !/[\n\t]/.test(text) && !hasInvisible(text);
  return writable && isExactly(text, finding) ? text : `finding:${finding.fingerprint}`;
}
