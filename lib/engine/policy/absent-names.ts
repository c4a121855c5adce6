import type { Inventory } from '../inventory/inventory.ts';
import { meantOrOneOf } from './did-you-mean.ts';
import { everybody } from './everybody.ts';
import { parseExceptionObject } from './exception-object.ts';
import type { Policy, SchemaOwned } from './policy.ts';
import type { PathSegment, ProblemAt } from './policy-problem.ts';

type Path = readonly PathSegment[];

/** What a snapshot knows by name; null where it was not read, so that nothing is called absent for that. */
interface Names {
  readonly roles: readonly string[] | null;
  readonly databases: readonly string[] | null;
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
    roles: 'rows' in roles ? roles.rows.map((role) => role.name) : null,
    databases: 'rows' in databases ? databases.rows.map((database) => database.name) : null,
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

function absent(path: Path, message: string, known: readonly string[] | null, name: string): ProblemAt {
  const meant = known === null ? '' : meantOrOneOf(name, known);
  const remedy = meant.startsWith('Did you mean')
    ? meant
    : 'Check the spelling, or remove it if it has gone.';
  return { severity: 'warning', path, message, remedy };
}

function namedIn(
  known: readonly string[] | null,
  what: string,
  names: readonly string[] | undefined,
  path: Path,
): readonly ProblemAt[] {
  if (known === null) return [];
  return (names ?? []).flatMap((name, index) =>
    known.includes(name)
      ? []
      : [absent([...path, index], `The snapshot has no ${what} "${name}".`, known, name)],
  );
}

interface ColumnName {
  readonly database: string;
  readonly schema: string;
  readonly table: string;
  readonly column: string;
}

function column(names: Names, entry: ColumnName, path: Path): readonly ProblemAt[] {
  const { database, schema, table } = entry;
  if (names.databases !== null && !names.databases.includes(database))
    return [
      absent([...path, 'database'], `The snapshot has no database "${database}".`, names.databases, database),
    ];
  const relations = names.relationsIn(database);
  if (relations === null) return [];
  if (!relations.has(joined(schema, table))) {
    const known = [...relations].map((one) => one.replace('\0', '.'));
    const message = `The database "${database}" has no table "${schema}.${table}".`;
    return [absent([...path, 'table'], message, known, `${schema}.${table}`)];
  }
  const columns = names.columnsIn(database);
  if (columns === null || columns.has(joined(schema, table, entry.column))) return [];
  const siblings = [...columns]
    .filter((one) => one.startsWith(`${joined(schema, table)}\0`))
    .map((one) => one.split('\0')[2] ?? '');
  const message = `The table "${schema}.${table}" has no column "${entry.column}".`;
  return [absent([...path, 'column'], message, siblings, entry.column)];
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
  const known = [...new Set(read.flatMap((schemas) => [...(schemas ?? [])]))];
  return [
    absent([...path, 'schema'], `No database of the snapshot has a schema "${schema}".`, known, schema),
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
  if (
    kind === 'role' &&
    wanted.role !== undefined &&
    names.roles !== null &&
    !names.roles.includes(wanted.role)
  )
    return [absent(path, `The snapshot has no role "${wanted.role}".`, names.roles, wanted.role)];
  const { schema, name, database } = wanted;
  if (!relationKinds.includes(kind) || schema === undefined || name === undefined) return [];
  if (names.readDatabases.length === 0 || relationSomewhere(names, schema, name, database)) return [];
  return [absent(path, `No database of the snapshot has "${schema}.${name}".`, null, name)];
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
      ...(roles !== null && role.role !== everybody && !roles.includes(role.role)
        ? [absent(['roles', index, 'role'], `The snapshot has no role "${role.role}".`, roles, role.role)]
        : []),
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
