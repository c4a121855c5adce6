import { compareText } from '../../model/compare-text.ts';
import { flag, list, text } from '../cell.ts';
import { keyOf, type SectionReader } from '../section.ts';
/** `pg_publication` with its tables. */
export interface PublicationRow {
  readonly name: string;
  readonly owner: string;
  readonly allTables: boolean;
  /** `schema.table` pairs, for publications that list them. */
  readonly tables: readonly {
    readonly schema: string;
    readonly table: string;
    readonly rowFilter: boolean;
  }[];
}

/** Tables listed one by one, and (15+) those of the schemas that are published whole. */
function tablesSql(versionNum: number): string {
  const listed = (filter: string) => `
  SELECT r.prpubid AS pubid, n.nspname, c.relname, ${filter} AS filtered FROM pg_catalog.pg_publication_rel r
  JOIN pg_catalog.pg_class c ON c.oid = r.prrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace`;
  if (versionNum < 150_000) return listed('false');
  return `${listed('(r.prqual IS NOT NULL)')}
  UNION ALL
  SELECT s.pnpubid, n.nspname, c.relname, false FROM pg_catalog.pg_publication_namespace s
  JOIN pg_catalog.pg_namespace n ON n.oid = s.pnnspid JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid
  WHERE c.relkind IN ('r', 'p') AND c.relpersistence = 'p'`;
}

export const publications: SectionReader<PublicationRow> = {
  sql: ({ versionNum }) => `
SELECT p.pubname::pg_catalog.text, pg_catalog.pg_get_userbyid(p.pubowner)::pg_catalog.text, p.puballtables,
  pg_catalog.array_agg(t.nspname::pg_catalog.text ORDER BY t.nspname, t.relname) FILTER (WHERE t.pubid IS NOT NULL),
  pg_catalog.array_agg(t.relname::pg_catalog.text ORDER BY t.nspname, t.relname) FILTER (WHERE t.pubid IS NOT NULL),
  pg_catalog.array_agg(t.filtered::pg_catalog.text ORDER BY t.nspname, t.relname) FILTER (WHERE t.pubid IS NOT NULL)
FROM pg_catalog.pg_publication p
LEFT JOIN (${tablesSql(versionNum)}) t ON t.pubid = p.oid
GROUP BY p.oid, p.pubname, p.pubowner, p.puballtables`,
  row: ([name, owner, allTables, schemas, tables, filters]) => {
    const [inSchema, filtered] = [list(schemas), list(filters)];
    return {
      name: text(name),
      owner: text(owner),
      allTables: flag(allTables),
      tables: list(tables)
        .map((table, at) => ({ schema: text(inSchema[at]), table, rowFilter: filtered[at] === 'true' }))
        .sort((a, b) => compareText(keyOf(a.schema, a.table), keyOf(b.schema, b.table))),
    };
  },
  key: (row) => row.name,
};
