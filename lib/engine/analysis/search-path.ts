import type { RoutineRow } from '../inventory/sections/routines.ts';
import { databaseAccess } from './effective-privileges.ts';
import type { DatabaseFacts } from './facts.ts';
import { memo } from './memo.ts';
import { roleGraph } from './role-graph.ts';

/** Whether somebody else can put an object in the way of a routine's unqualified names. */
export interface SearchPathJudgement {
  /** `unpinned`: the caller's path applies. `unsafe`: pinned, and still open. */
  readonly state: 'safe' | 'unsafe' | 'unpinned';
  /** The schemas of the pinned path in order, `null` without one. */
  readonly schemas: readonly string[] | null;
  /** Why it is not safe; empty when it is. */
  readonly problems: readonly SearchPathProblem[];
}

export type SearchPathProblem =
  /** Temporary relations are found first: `pg_temp` is not named, or not last. */
  | { readonly kind: 'pg_temp-not-last' }
  /** Roles that may create in a schema of the path and neither own the routine nor are superuser. Sorted. */
  | { readonly kind: 'others-create'; readonly schema: string; readonly roles: readonly string[] }
  /** A schema that does not exist and that somebody may create. */
  | { readonly kind: 'missing-schema'; readonly schema: string; readonly roles: readonly string[] }
  /** `"$user"` is a different schema for each caller. */
  | { readonly kind: 'per-user' };

/**
 * The names in a `search_path` value, as `SplitIdentifierString` splits it: quoted names keep their case, others fold.
 * `null` where the value is no list. `'a, pg_temp'` in quotes is one name, of a schema that hardly exists.
 */
export function splitSearchPath(value: string): readonly string[] | null {
  if (value.trim() === '') return [];
  const names: string[] = [];
  const pattern = /\s*(?:"((?:[^"]|"")*)"|([^",\s]+))\s*(,|$)/gy;
  while (pattern.lastIndex < value.length) {
    const found = pattern.exec(value);
    if (!found) return null;
    names.push(found[1] === undefined ? (found[2] ?? '').toLowerCase() : found[1].replaceAll('""', '"'));
    if (found[3] === ',' && pattern.lastIndex === value.length) return null;
  }
  return names;
}

/** The value a routine pins, or `null`. `SET search_path FROM CURRENT` is stored like any other value. */
export function pinnedSearchPath(routine: RoutineRow): string | null {
  const entry = routine.config.find((one) => one.startsWith('search_path='));
  return entry === undefined ? null : entry.slice('search_path='.length);
}

/** Who may create in each schema, and in the database. */
const creators = memo((database: DatabaseFacts) => {
  const access = databaseAccess(database);
  const inSchema = memo((schema: { readonly name: string }) => [
    ...new Set(
      [access.holders, access.reachers].flatMap((find) =>
        find({ kind: 'schema', database: database.name, name: schema.name }, 'CREATE').map(
          ({ role }) => role,
        ),
      ),
    ),
  ]);
  const schemas = new Map(database.read('schemas').map((row) => [row.name, row]));
  const inDatabase = () => [
    ...new Set(
      [access.holders, access.reachers].flatMap((find) =>
        find({ kind: 'database', name: database.name }, 'CREATE').map(({ role }) => role),
      ),
    ),
  ];
  return { schemas, inSchema, inDatabase };
});

/** Without superusers, predefined roles, and whoever could replace the routine itself. */
function strangersTo(database: DatabaseFacts, routine: RoutineRow, roles: readonly string[]): string[] {
  const graph = roleGraph(database.cluster);
  return (
    roles
      .filter((role) => !role.startsWith('pg_') && graph.roles.get(role)?.superuser !== true)
      // Who can become the owner can replace the routine itself.
      .filter((role) => !graph.reaches(role, routine.owner, 'set', database.name))
      .sort()
  );
}

/** Roles that may create something in this database for a path of their own to find first. Sorted, as above. */
export function othersWhoCreate(database: DatabaseFacts, routine: RoutineRow): readonly string[] {
  const { schemas, inSchema, inDatabase } = creators(database);
  const roles = [...schemas.values()].filter(({ name }) => !name.startsWith('pg_')).flatMap(inSchema);
  return strangersTo(database, routine, [...new Set([...roles, ...inDatabase()])]);
}

/**
 * Judges the path a routine runs with. Safe is a pinned path whose schemas only the routine's owner and superusers may
 * create in, with `pg_temp` last: an empty path still finds temporary relations first, and so does a path that does not name
 * `pg_temp`. Predefined roles, which cannot log in, do not count. Reads `schemas`, `databases`, `roles`, `memberships`.
 */
export function searchPathOf(database: DatabaseFacts, routine: RoutineRow): SearchPathJudgement {
  const value = pinnedSearchPath(routine);
  if (value === null) return { state: 'unpinned', schemas: null, problems: [] };
  const schemas = splitSearchPath(value) ?? [value];
  const { schemas: known, inSchema, inDatabase } = creators(database);
  const others = (names: readonly string[]) => strangersTo(database, routine, names);
  const problems: SearchPathProblem[] = [];
  for (const schema of new Set(schemas)) {
    // No schema can have an empty name, and none but a superuser makes one that begins with pg_.
    if (schema === '' || schema.startsWith('pg_') || schema === 'information_schema') continue;
    if (schema === '$user') {
      problems.push({ kind: 'per-user' });
      continue;
    }
    const row = known.get(schema);
    const roles = others(row ? inSchema(row) : inDatabase());
    if (roles.length > 0) problems.push({ kind: row ? 'others-create' : 'missing-schema', schema, roles });
  }
  if (schemas.at(-1) !== 'pg_temp' || schemas.indexOf('pg_temp') !== schemas.length - 1)
    problems.push({ kind: 'pg_temp-not-last' });
  return { state: problems.length === 0 ? 'safe' : 'unsafe', schemas, problems };
}
