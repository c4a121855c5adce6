import { grantableKinds, type ObjectKind, type ObjectRef } from '../model/object-ref.ts';

// The `object` of an exception, for example `role:dba_anna`, `table:app.orders`, `column:shop.app.customers.ssn`,
// `function:app.pay(integer)`, `hba-rule:host all all 10.0.0.0/8 md5`, `cluster`. docs/policy.md says it in full.

const wholeName = [
  'role',
  'setting',
  'hba-rule',
  'ident-mapping',
  'parameter',
  'credential',
  'threat',
  'membership',
] as const;
const routines: readonly string[] = ['function', 'procedure'];

/** How many dotted parts name an object of a kind inside its database; one more names the database first. */
const partsInDatabase: Partial<Record<ObjectKind, readonly (keyof ObjectRef)[]>> = {
  schema: ['schema'],
  policy: ['schema', 'relation', 'name'],
  trigger: ['schema', 'relation', 'name'],
  column: ['schema', 'name', 'column'],
};
for (const kind of [
  'table',
  'view',
  'materialized-view',
  'foreign-table',
  'partitioned-table',
  'sequence',
  'type',
  'function',
  'procedure',
] as const)
  partsInDatabase[kind] = ['schema', 'name'];
for (const kind of [
  'language',
  'foreign-data-wrapper',
  'foreign-server',
  'large-object',
  'event-trigger',
  'extension',
  'publication',
] as const)
  partsInDatabase[kind] = ['name'];

const clusterNamed: readonly ObjectKind[] = [
  'database',
  'tablespace',
  'subscription',
  'replication-slot',
  'user-mapping',
  'default-privileges',
];

/** Every kind an exception may name. */
export const exceptionKinds: readonly string[] = [
  ...new Set<string>([
    'cluster',
    'finding',
    ...grantableKinds,
    ...wholeName,
    ...clusterNamed,
    ...Object.keys(partsInDatabase),
  ]),
].sort();

/** What an exception's `object` says, or why it says nothing (`problem`, a sentence). */
export type ExceptionObject =
  | { readonly kind: string; readonly wanted: Partial<ObjectRef>; readonly fingerprint?: string }
  | { readonly problem: string };

/** Dotted parts; a part in double quotes may hold dots, a doubled quote stands for one. Null when quotes do not match. */
function dotted(text: string): readonly string[] | null {
  const parts: string[] = [];
  let rest = text;
  for (;;) {
    const part = /^(?:"((?:[^"]|"")+)"|([^".]+))(\.|$)/.exec(rest);
    if (!part) return null;
    parts.push(part[1]?.replaceAll('""', '"') ?? part[2] ?? '');
    rest = rest.slice(part[0].length);
    if (part[3] === '') return parts;
  }
}

function unquoted(text: string): string {
  const quoted = /^"((?:[^"]|"")+)"$/.exec(text);
  return quoted?.[1]?.replaceAll('""', '"') ?? text;
}

function named(kind: string, keys: readonly (keyof ObjectRef)[], text: string): ExceptionObject {
  let path = text;
  const wanted: Record<string, string> = {};
  if (routines.includes(kind)) {
    const open = text.indexOf('(');
    if (open < 0 || !text.endsWith(')'))
      return { problem: `${kind} needs its argument types, for example ${kind}:app.pay(integer)` };
    wanted.signature = text.slice(open + 1, -1);
    path = text.slice(0, open);
  }
  const parts = dotted(path);
  if (parts === null) return { problem: 'the dots and double quotes do not fit together' };
  if (parts.length !== keys.length && parts.length !== keys.length + 1) {
    return { problem: `${kind} is written ${kind}:${keys.join('.')} or ${kind}:database.${keys.join('.')}` };
  }
  const all = parts.length === keys.length ? keys : (['database', ...keys] as const);
  all.forEach((key, index) => {
    wanted[key] = parts[index] ?? '';
  });
  return { kind, wanted };
}

/** Reads an exception's `object`. */
export function parseExceptionObject(text: string): ExceptionObject {
  if (text === 'cluster') return { kind: 'cluster', wanted: {} };
  const colon = text.indexOf(':');
  if (colon < 1) return { problem: 'it is written kind:name, for example role:dba_anna or table:app.orders' };
  const kind = text.slice(0, colon);
  const rest = text.slice(colon + 1);
  if (rest.trim() === '') return { problem: 'the name after the colon is missing' };
  if (kind === 'finding') {
    return /^[0-9a-f]{32}$/.test(rest)
      ? { kind, wanted: {}, fingerprint: rest }
      : { problem: 'a finding is named by its fingerprint, 32 hexadecimal digits' };
  }
  if (kind === 'role') return { kind, wanted: { role: unquoted(rest) } };
  if (kind === 'hba-rule') return { kind, wanted: { rule: rest } };
  if ((wholeName as readonly string[]).includes(kind)) return { kind, wanted: { name: unquoted(rest) } };
  if ((clusterNamed as readonly string[]).includes(kind)) return { kind, wanted: { name: unquoted(rest) } };
  const keys = partsInDatabase[kind as ObjectKind];
  return keys ? named(kind, keys, rest) : { problem: `there is no kind of object "${kind}"` };
}

/** What an exception or a baseline is held against. */
export interface NamedFinding {
  readonly fingerprint: string;
  readonly object: ObjectRef;
}

/**
 * Whether an exception's object is the object of a finding. `role:x` is every finding about that role (a role, its
 * membership, its right on something), `finding:x` the one with that fingerprint; everything else must be of the same kind,
 * and every part that is named must fit.
 */
export function isExcepted(object: string | undefined, { fingerprint, object: ref }: NamedFinding): boolean {
  if (object === undefined) return true;
  const parsed = parseExceptionObject(object);
  if ('problem' in parsed) return false;
  if (parsed.fingerprint !== undefined) return parsed.fingerprint === fingerprint;
  if (parsed.kind === 'role') {
    return parsed.wanted.role === (ref.role ?? (ref.kind === 'role' ? ref.name : undefined));
  }
  return parsed.kind === ref.kind && partsFit(parsed.kind, parsed.wanted, ref);
}

/**
 * Whether `object` names this finding and could name no other row of its control: a row about a role's right on something, or
 * a membership, is named by its fingerprint alone, because the object without the role would take in the next role too.
 */
export function isExactly(object: string, { fingerprint, object: ref }: NamedFinding): boolean {
  const parsed = parseExceptionObject(object);
  if ('problem' in parsed) return false;
  if (parsed.fingerprint !== undefined) return parsed.fingerprint === fingerprint;
  if (parsed.kind !== ref.kind) return false;
  if (parsed.kind === 'role') return parsed.wanted.role === (ref.role ?? ref.name);
  if (ref.role !== undefined || ref.public || parsed.kind === 'membership') return false;
  return partsFit(parsed.kind, parsed.wanted, ref);
}

function partsFit(kind: string, wanted: Partial<ObjectRef>, ref: ObjectRef): boolean {
  return Object.entries(wanted).every(
    ([key, value]) =>
      ref[key as keyof ObjectRef] === value || (typeof value === 'string' && byItself(kind, key, ref, value)),
  );
}

/** Databases and schemas may carry their name in `name` or under their own key, columns their table in `relation`. */
function byItself(kind: string, key: string, ref: ObjectRef, value: string): boolean {
  if (kind === 'database') return (ref.name ?? ref.database) === value;
  if (kind === 'column') return key === 'name' && ref.relation === value;
  return kind === 'schema' && key === 'schema' && ref.schema === undefined && ref.name === value;
}
