import type { ForeignKeyRow } from '../../inventory/sections/foreign-keys.ts';
import type { RelationRow } from '../../inventory/sections/relations.ts';
import { databaseAccess } from '../effective-privileges.ts';
import type { DatabaseFacts } from '../facts.ts';
import { memo } from '../memo.ts';
import { columnsByRelation, relationKey } from '../relation-index.ts';
import { roleGraph } from '../role-graph.ts';
import { probesByForeignKey, touchesByForeignKey } from './foreign-key-probe.ts';
import {
  type BypassesByTable,
  BypassList,
  holdersBound,
  isGoneBySomebody,
  narrowed,
  protectedTables,
  type RowBypass,
  relationRef,
} from './row-bypass.ts';
import type { StatedTenancy } from './stated-tenancy.ts';
import { type TableRowSecurity, tablesRowSecurity } from './table-row-security.ts';
import { carriesBoundary, learnsNothing } from './tenant-boundary.ts';

const grouped = <Row>(rows: readonly Row[], keyOf: (row: Row) => string): ReadonlyMap<string, Row[]> =>
  Map.groupBy(rows, keyOf);

/** Columns of whole numbers and UUIDs: values that a program makes up. */
const madeUp = /^(smallint|integer|bigint|uuid)$/;

/** Whether a primary key is one made-up number, whose being taken says nothing of the row. */
function isMadeUp(database: DatabaseFacts, table: RelationRow, columns: readonly (string | null)[]): boolean {
  const own = columnsByRelation(database).get(relationKey(table.schema, table.name)) ?? [];
  return columns.length === 1 && own.some(({ name, type }) => name === columns[0] && madeUp.test(type));
}

/** Unique keys that do not hold the tenant: writing a value tells whether another tenant has it. */
function probesByUniqueKey(database: DatabaseFacts, table: TableRowSecurity): readonly RowBypass[] {
  const { relation } = table;
  const keys = uniqueKeys(database).get(relationKey(relation.schema, relation.name)) ?? [];
  return keys.flatMap((key): RowBypass[] => {
    if (carriesBoundary(table, key.columns)) return [];
    const named = key.columns.flatMap((column) => column ?? []);
    const expressions = named.length < key.columns.length;
    const writers = holdersBound(
      database,
      relationRef(database, relation),
      ['INSERT', 'UPDATE'],
      relation,
      expressions ? {} : { columns: named },
    );
    const who = narrowed(
      database,
      writers,
      (role) =>
        !learnsNothing(database, role, table) &&
        (table.effectFor(role, 'INSERT') !== 'deny-all' ||
          table.effectFor(role, 'UPDATE', 'check') !== 'deny-all'),
    );
    if (!isGoneBySomebody(who)) return [];
    const what = expressions ? 'an expression' : named.join(', ');
    return [
      {
        kind: 'unique-key',
        gives: key.primary && isMadeUp(database, relation, key.columns) ? 'taken-number' : 'existence',
        object: relationRef(database, relation),
        ...who,
        certain: !key.partial && !expressions,
        why: `${key.exclusion ? 'exclusion constraint' : 'unique key'} ${key.name} on ${what} is held against the rows one does not see too: a refused value is there`,
      },
    ];
  });
}

const uniqueKeys = memo((database: DatabaseFacts) =>
  grouped(database.read('unique-keys'), (row) => relationKey(row.schema, row.relation)),
);

/** Roles that can make a foreign key of their own: by creating a table, or owning one. */
const keyMakers = memo((database: DatabaseFacts): ((role: string) => boolean) => {
  const access = databaseAccess(database);
  const graph = roleGraph(database.cluster);
  const makers = new Set(
    database
      .read('schemas')
      .flatMap(({ name }) =>
        access.holders({ kind: 'schema', database: database.name, name }, 'CREATE').map(({ role }) => role),
      ),
  );
  const owners = new Set(
    database
      .read('relations')
      .filter(({ kind }) => kind === 'table' || kind === 'partitioned-table')
      .map(({ owner }) => owner),
  );
  return memoByName(
    (role) =>
      makers.has(role) || [...owners].some((owner) => graph.reaches(role, owner, 'inherit', database.name)),
  );
});

function memoByName(compute: (role: string) => boolean): (role: string) => boolean {
  const known = new Map<string, boolean>();
  return (role) => {
    const answer = known.get(role) ?? compute(role);
    known.set(role, answer);
    return answer;
  };
}

/** REFERENCES on a table with a key: whoever can also make a table probes it with a foreign key of its own. */
function probesByReferences(database: DatabaseFacts, table: TableRowSecurity): readonly RowBypass[] {
  const { relation } = table;
  const keys = uniqueKeys(database).get(relationKey(relation.schema, relation.name)) ?? [];
  const usable = keys.some((key) => !key.partial && !key.exclusion && !key.columns.includes(null));
  if (!usable) return [];
  const holders = holdersBound(database, relationRef(database, relation), ['REFERENCES'], relation);
  const makes = keyMakers(database);
  const who = narrowed(database, holders, (role) => makes(role) && !learnsNothing(database, role, table));
  if (!isGoneBySomebody(who)) return [];
  return [
    {
      kind: 'references',
      gives: 'existence',
      object: relationRef(database, relation),
      ...who,
      certain: true,
      why: 'REFERENCES lets a foreign key be made from a table of one’s own, and it is checked against every row, whatever the policies say',
    },
  ];
}

/**
 * Keys, which are checked past every policy, FORCE or not: foreign keys to the table (whoever writes one learns whether
 * the row is there), foreign keys from it (whoever deletes what it refers to learns of hidden rows, or takes them away),
 * keys that may still be made, and unique keys. Silent where the key holds the tenant column and the writer is held to
 * it by policies. Reads `relations`, `foreign-keys`, `unique-keys`, `schemas`, `columns`, `policies`, `roles`, `memberships`,
 * `databases`. Needs `loadParser()` first.
 */
export const bypassesByKey = memo((database: DatabaseFacts) =>
  memo((policy: StatedTenancy): BypassesByTable => {
    const list = new BypassList();
    const tables = tablesRowSecurity(database, policy);
    const rows = database.read('foreign-keys');
    const to = grouped(rows, (row: ForeignKeyRow) => relationKey(row.referencedSchema, row.referenced));
    const from = grouped(rows, (row: ForeignKeyRow) => relationKey(row.schema, row.relation));
    for (const relation of protectedTables(database)) {
      const key = relationKey(relation.schema, relation.name);
      const table = tables.get(key);
      if (!table) continue;
      const found = [
        ...(to.get(key) ?? []).flatMap((row) => {
          const referencing = tables.get(relationKey(row.schema, row.relation));
          return referencing ? probesByForeignKey(database, row, table, referencing) : [];
        }),
        ...(from.get(key) ?? []).flatMap((row) => {
          const referenced = tables.get(relationKey(row.referencedSchema, row.referenced));
          return referenced ? touchesByForeignKey(database, row, table, referenced) : [];
        }),
        ...probesByReferences(database, table),
        ...probesByUniqueKey(database, table),
      ];
      for (const bypass of found) list.add(relation, bypass);
    }
    return list.found;
  }),
);
