import type { Inventory } from '../inventory/inventory.ts';
import { meantOrOneOf } from './did-you-mean.ts';
import { everybody } from './everybody.ts';
import { parseExceptionObject } from './exception-object.ts';
import type { Policy, SchemaOwned } from './policy.ts';
import type { PathSegment, ProblemAt } from './policy-problem.ts';

type Path = readonly PathSegment[];

/** What a snapshot knows by name; null where it was not read, so that nothing is called absent for that. */
interface Names {
  readonly roles: ReadonlySet<string> | null;
  readonly databases: ReadonlySet<string> | null;
  /** `schema.table`, and `schema.table.column`, joined by a zero byte. */
  schemasIn(database: string): ReadonlySet<string> | null;
  relationsIn(database: string): ReadonlySet<string> | null;
  columnsIn(database: string): ReadonlySet<string> | null;
  readonly readDatabases: readonly string[];
}

const joined = (...parts: readonly string[]) => parts.join('\0');

function namesOf(inventory: Inventory): Names {
  const { roles, databases } = inventory.cluster;
  const sections = new Map(inventory.databases.map((database) => [database.name, database.sections]));
  const kept = new Map<string, ReadonlySet<string> | null>();
  const once = (key: string, make: () => ReadonlySet<string> | null) => {
    if (!kept.has(key)) kept.set(key, make());
    return kept.get(key) ?? null;
  };
  return {
    roles: 'rows' in roles ? new Set(roles.rows.map((role) => role.name)) : null,
    databases: 'rows' in databases ? new Set(databases.rows.map((database) => database.name)) : null,
    readDatabases: [...sections.keys()],
    schemasIn: (database) =>
      once(joined('schemas', database), () => {
        const section = sections.get(database)?.schemas;
        return section && 'rows' in section ? new Set(section.rows.map((schema) => schema.name)) : null;
      }),
    relationsIn: (database) =>
      once(joined('relations', database), () => {
        const section = sections.get(database)?.relations;
        return section && 'rows' in section
          ? new Set(section.rows.map((relation) => joined(relation.schema, relation.name)))
          : null;
      }),
    columnsIn: (database) =>
      once(joined('columns', database), () => {
        const section = sections.get(database)?.columns;
        return section && 'rows' in section
          ? new Set(section.rows.map((column) => joined(column.schema, column.relation, column.name)))
          : null;
      }),
  };
}

/** `known` is asked when the remedy is read: a policy of another server has a name absent in every line, and most are not told. */
function absent(path: Path, message: string, name: string, known: () => Iterable<string>): ProblemAt {
  return {
    severity: 'warning',
    path,
    message,
    get remedy() {
      const meant = meantOrOneOf(name, [...known()]);
      return meant.startsWith('Did you mean') ? meant : 'Check the spelling, or remove it if it has gone.';
    },
  };
}

function namedIn(
  known: ReadonlySet<string> | null,
  what: string,
  names: readonly string[] | string | undefined,
  path: Path,
): readonly ProblemAt[] {
  if (known === null || names === undefined) return [];
  const missing = (name: string, at: Path) =>
    known.has(name) ? [] : [absent(at, `The snapshot has no ${what} "${name}".`, name, () => known)];
  if (typeof names === 'string') return missing(names, path);
  return names.flatMap((name, index) => missing(name, [...path, index]));
}

interface ColumnName {
  readonly database: string;
  readonly schema: string;
  readonly table: string;
  readonly column: string;
}

function column(names: Names, entry: ColumnName, path: Path): readonly ProblemAt[] {
  const { database, schema, table } = entry;
  const { databases } = names;
  if (databases !== null && !databases.has(database)) {
    const message = `The snapshot has no database "${database}".`;
    return [absent([...path, 'database'], message, database, () => databases)];
  }
  const relations = names.relationsIn(database);
  if (relations === null) return [];
  if (!relations.has(joined(schema, table))) {
    const message = `The database "${database}" has no table "${schema}.${table}".`;
    // Half of the name is right: in another schema, or another table of this one.
    const alike = () =>
      [...relations]
        .filter((one) => one.startsWith(joined(schema, '')) || one.endsWith(joined('', table)))
        .map((one) => one.replace('\0', '.'));
    const all = () => [...relations].map((one) => one.replace('\0', '.'));
    const known = () => (relations.size > 1000 ? alike() : all());
    return [absent([...path, 'table'], message, `${schema}.${table}`, known)];
  }
  const columns = names.columnsIn(database);
  if (columns === null || columns.has(joined(schema, table, entry.column))) return [];
  const siblings = () =>
    [...columns]
      .filter((one) => one.startsWith(joined(schema, table, '')))
      .map((one) => one.split('\0')[2] ?? '');
  const message = `The table "${schema}.${table}" has no column "${entry.column}".`;
  return [absent([...path, 'column'], message, entry.column, siblings)];
}

/** Whether some read database has it; true where one could not be read. */
function relationSomewhere(names: Names, schema: string, table: string, only: string | undefined): boolean {
  const databases = only === undefined ? names.readDatabases : [only];
  return databases.some((database) => names.relationsIn(database)?.has(joined(schema, table)) ?? true);
}

/** An entry of `schemaOwned`: a schema that no database it speaks of has. */
function ownedSchema(names: Names, { schema, databases }: SchemaOwned, path: Path): readonly ProblemAt[] {
  const read = (databases ?? names.readDatabases).map((database) => names.schemasIn(database));
  if (read.length === 0 || read.some((schemas) => schemas === null || schemas.has(schema))) return [];
  const known = () => new Set(read.flatMap((schemas) => [...(schemas ?? [])]));
  return [
    absent([...path, 'schema'], `No database of the snapshot has a schema "${schema}".`, schema, known),
  ];
}

const relationKinds = [
  'table',
  'view',
  'materialized-view',
  'foreign-table',
  'partitioned-table',
  'sequence',
];

function object(names: Names, text: string, path: Path): readonly ProblemAt[] {
  const parsed = parseExceptionObject(text);
  if ('problem' in parsed) return [];
  const { kind, wanted } = parsed;
  const { roles } = names;
  if (kind === 'role' && wanted.role !== undefined && roles !== null && !roles.has(wanted.role))
    return [absent(path, `The snapshot has no role "${wanted.role}".`, wanted.role, () => roles)];
  const { schema, name, database } = wanted;
  if (!relationKinds.includes(kind) || schema === undefined || name === undefined) return [];
  if (names.readDatabases.length === 0 || relationSomewhere(names, schema, name, database)) return [];
  return [absent(path, `No database of the snapshot has "${schema}.${name}".`, name, () => [])];
}

/**
 * Names in a policy that a snapshot does not have: roles, databases, tables and columns. Warnings: a policy may speak of what
 * is to come. What the snapshot could not read is never called absent.
 */
export function absentNames(policy: Policy, inventory: Inventory): readonly ProblemAt[] {
  const names = namesOf(inventory);
  const { roles, databases } = names;
  return [
    ...(policy.exposures ?? []).flatMap((exposure, index) => [
      ...namedIn(databases, 'database', exposure.databases, ['exposures', index, 'databases']),
      ...namedIn(roles, 'role', exposure.roles, ['exposures', index, 'roles']),
    ]),
    ...(policy.roles ?? []).flatMap((role, index) => [
      ...(role.role === everybody ? [] : namedIn(roles, 'role', role.role, ['roles', index, 'role'])),
      ...namedIn(databases, 'database', role.databases, ['roles', index, 'databases']),
    ]),
    ...(policy.classification ?? []).flatMap((entry, index) => [
      ...column(names, entry, ['classification', index]),
      ...namedIn(roles, 'role', entry.readers, ['classification', index, 'readers']),
    ]),
    ...namedIn(roles, 'role', policy.tenancy?.roles, ['tenancy', 'roles']),
    ...namedIn(databases, 'database', policy.tenancy?.databases, ['tenancy', 'databases']),
    ...(policy.retention ?? []).flatMap((entry, index) => column(names, entry, ['retention', index])),
    ...(policy.schemaOwned ?? []).flatMap((entry, index) => [
      ...namedIn(databases, 'database', entry.databases, ['schemaOwned', index, 'databases']),
      ...ownedSchema(names, entry, ['schemaOwned', index]),
    ]),
    ...(policy.exceptions ?? []).flatMap((exception, index) =>
      exception.object === undefined ? [] : object(names, exception.object, ['exceptions', index, 'object']),
    ),
    ...(policy.baselines ?? []).flatMap((baseline, index) =>
      baseline.objects.flatMap((text, at) => object(names, text, ['baselines', index, 'objects', at])),
    ),
  ];
}
