import { list, text, textOrNull, word } from '../cell.ts';
import { keyOf, type SectionReader } from '../section.ts';
/** What views and materialized views read, from `pg_depend` of their rewrite rules: relations and routines. */
export interface ViewDependencyRow {
  readonly schema: string;
  readonly view: string;
  readonly kind: 'relation' | 'routine';
  readonly dependsOnSchema: string;
  readonly dependsOn: string;
  /** Of a relation: the columns that are named anywhere in the view, sorted; none where it takes whole rows or only counts them. Not in older snapshots. */
  readonly columns?: readonly string[];
  /** Of a routine: as `RoutineRow` has it, else null. Not in older snapshots. */
  readonly signature?: string | null;
}

const kinds = { relation: 'relation', routine: 'routine' } as const;

export const viewDependencies: SectionReader<ViewDependencyRow> = {
  sql: () => `
WITH dependency AS (
  SELECT w.ev_class, d.refclassid, d.refobjid, pg_catalog.array_agg(d.refobjsubid) AS parts
  FROM pg_catalog.pg_depend d
  JOIN pg_catalog.pg_rewrite w ON w.oid = d.objid
  WHERE d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND d.refobjid <> w.ev_class
    AND d.refclassid IN ('pg_catalog.pg_class'::pg_catalog.regclass, 'pg_catalog.pg_proc'::pg_catalog.regclass)
  GROUP BY w.ev_class, d.refclassid, d.refobjid
)
SELECT n.nspname::pg_catalog.text, v.relname::pg_catalog.text, CASE WHEN c.oid IS NULL THEN 'routine' ELSE 'relation' END,
  coalesce(cn.nspname, pn.nspname)::pg_catalog.text, coalesce(c.relname, p.proname)::pg_catalog.text,
  (SELECT pg_catalog.array_agg(a.attname::pg_catalog.text ORDER BY a.attname) FROM pg_catalog.pg_attribute a
    WHERE a.attrelid = c.oid AND a.attnum = ANY (d.parts) AND a.attnum <> 0),
  pg_catalog.oidvectortypes(p.proargtypes)
FROM dependency d
JOIN pg_catalog.pg_class v ON v.oid = d.ev_class AND v.relkind IN ('v', 'm') AND v.relpersistence <> 't'
JOIN pg_catalog.pg_namespace n ON n.oid = v.relnamespace AND n.nspname NOT IN ('pg_catalog', 'information_schema')
LEFT JOIN pg_catalog.pg_class c ON c.oid = d.refobjid AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
LEFT JOIN pg_catalog.pg_namespace cn ON cn.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_proc p ON p.oid = d.refobjid AND d.refclassid = 'pg_catalog.pg_proc'::pg_catalog.regclass
LEFT JOIN pg_catalog.pg_namespace pn ON pn.oid = p.pronamespace
WHERE c.oid IS NOT NULL OR p.oid IS NOT NULL`,
  row: ([schema, view, kind, dependsOnSchema, dependsOn, columns, signature]) => ({
    schema: text(schema),
    view: text(view),
    kind: word<ViewDependencyRow['kind']>(kinds, kind),
    dependsOnSchema: text(dependsOnSchema),
    dependsOn: text(dependsOn),
    columns: list(columns),
    signature: textOrNull(signature),
  }),
  key: (row) =>
    keyOf(row.schema, row.view, row.kind, row.dependsOnSchema, row.dependsOn, row.signature ?? ''),
};
