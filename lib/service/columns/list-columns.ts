import {
  type DatabaseAccess,
  databaseAccess,
  type GrantableRef,
} from '../../engine/analysis/effective-privileges.ts';
import type { DatabaseFacts } from '../../engine/analysis/facts.ts';
import { hasBit, members } from '../../engine/analysis/role-graph-closure.ts';
import { sensitiveColumns } from '../../engine/analysis/sensitive-columns.ts';
import type { Policy } from '../../engine/policy/policy.ts';

/** A column that holds something sensitive, by the policy's word or by the look of it. */
export interface SensitiveColumnRow {
  readonly schema: string;
  readonly relation: string;
  readonly column: string;
  /** The policy's class, or the category suggested. */
  readonly class: string;
  /** `policy`: a person said so. The others are suggestions, by how sure they are. */
  readonly known: 'policy' | 'high' | 'medium' | 'low';
  readonly why: string;
  /** Who the policy means to read it; null where it does not say. */
  readonly intended: readonly string[] | null;
  readonly protection: readonly string[];
}

/** Login roles that can read a column, superusers left out. */
export interface ColumnReaders {
  readonly now: readonly string[];
  readonly afterSetRole: readonly string[];
  /** Those of both that the policy does not name, where it names any. */
  readonly unintended: readonly string[];
}

/** Said where SELECT is held now and the schema can only be used later. */
export const usageAfterSetRole = 'only after a SET ROLE that gives USAGE on the schema';

const key = (schema: string, relation: string, column: string) => JSON.stringify([schema, relation, column]);

/** Classified columns first, then suggestions by confidence. Throws `UnreadSection` without `columns` and `relations`. */
export function columnsOf(database: DatabaseFacts, policy: Policy): readonly SensitiveColumnRow[] {
  const known = new Set(database.read('columns').map((one) => key(one.schema, one.relation, one.name)));
  const classified = (policy.classification ?? []).filter((one) => one.database === database.name);
  const rows = classified
    .filter((one) => known.has(key(one.schema, one.table, one.column)))
    .map(
      (one): SensitiveColumnRow => ({
        schema: one.schema,
        relation: one.table,
        column: one.column,
        class: one.class,
        known: 'policy',
        why: one.tier === undefined ? 'the policy says so' : `the policy says so, tier ${one.tier}`,
        intended: one.readers ?? null,
        protection: one.protection ?? [],
      }),
    );
  const said = new Set(rows.map((one) => key(one.schema, one.relation, one.column)));
  const suggested = sensitiveColumns(database)
    .filter((one) => !said.has(key(one.schema, one.relation, one.column)))
    .map(
      (one): SensitiveColumnRow => ({
        schema: one.schema,
        relation: one.relation,
        column: one.column,
        class: one.category,
        known: one.confidence,
        why: one.why,
        intended: null,
        protection: [],
      }),
    );
  const order = ['policy', 'high', 'medium', 'low'];
  return [...rows, ...suggested.toSorted((a, b) => order.indexOf(a.known) - order.indexOf(b.known))];
}

export function columnRef(
  database: DatabaseFacts,
  row: Pick<SensitiveColumnRow, 'schema' | 'relation' | 'column'>,
): GrantableRef {
  return {
    kind: 'column',
    database: database.name,
    schema: row.schema,
    name: row.relation,
    column: row.column,
  };
}

/** Positions of login roles that may use the schema and connect, without which a grant in it is of no use. */
export function entrants(access: DatabaseAccess, database: DatabaseFacts, schema: string) {
  const schemaObject = access.find({ kind: 'schema', name: schema });
  const own = access.find({ kind: 'database', name: database.name });
  if (!schemaObject || !own) return () => null;
  // Looked up once: there are columns that a thousand roles reach.
  const connect = access.sets(own, 'CONNECT').held;
  const use = access.sets(schemaObject, 'USAGE');
  return (position: number): 'now' | 'set-role' | null => {
    const row = access.graph.roles.get(access.graph.names[position] ?? '');
    if (!row?.login || row.superuser || !hasBit(connect, position)) return null;
    return hasBit(use.held, position) ? 'now' : hasBit(use.reachable, position) ? 'set-role' : null;
  };
}

/** Who can read one column: SELECT on it, USAGE on its schema and CONNECT to its database. Throws `UnreadSection`. */
export function readersOf(database: DatabaseFacts, row: SensitiveColumnRow): ColumnReaders {
  const access = databaseAccess(database);
  const object = access.find(columnRef(database, row));
  if (!object) return { now: [], afterSetRole: [], unintended: [] };
  const sets = access.sets(object, 'SELECT');
  const enters = entrants(access, database, row.schema);
  const now: string[] = [];
  const afterSetRole: string[] = [];
  for (const position of members(sets.reachable)) {
    const use = enters(position);
    if (use === null) continue;
    const role = access.graph.names[position] ?? '';
    (use === 'now' && hasBit(sets.held, position) ? now : afterSetRole).push(role);
  }
  const { intended } = row;
  const unintended =
    intended === null ? [] : [...now, ...afterSetRole].filter((role) => !intended.includes(role));
  return { now, afterSetRole, unintended };
}
