import type { AclText } from '../acl-text.ts';
import { acl, flag, list, number, text, textOrNull, word } from '../cell.ts';
import { memberOfExtension } from '../extension-members.ts';
import { keyOf, type SectionReader } from '../section.ts';

/** `pg_class` where it can hold privileges, system relations included (`pg_catalog`, `information_schema`): tables, views, materialized views, foreign and partitioned tables, sequences. */
export interface RelationRow {
  readonly oid: number;
  readonly schema: string;
  readonly name: string;
  readonly kind: 'table' | 'view' | 'materialized-view' | 'foreign-table' | 'partitioned-table' | 'sequence';
  readonly owner: string;
  readonly acl: AclText;
  readonly rowSecurity: boolean;
  readonly forceRowSecurity: boolean;
  readonly isPartition: boolean;
  /** `reloptions`, for example `security_invoker=true`. */
  readonly options: readonly string[];
  /** Belongs to an extension (`pg_depend` e). */
  readonly extension: string | null;
  /** Planner's estimate, -1 when never analysed; rounded to a power of ten so that it does not change by itself. */
  readonly sizeClass: number;
  readonly comment: string | null;
  /** Of a sequence: the table it is owned by (serial, identity, OWNED BY), whose owner it follows; not in older snapshots. */
  readonly sequenceOf?: { readonly schema: string; readonly name: string } | null;
}

const kinds = {
  r: 'table',
  v: 'view',
  m: 'materialized-view',
  f: 'foreign-table',
  p: 'partitioned-table',
  S: 'sequence',
} as const;

function sizeClass(tuples: number): number {
  return tuples < 1 ? Math.min(tuples, 0) : 10 ** Math.floor(Math.log10(tuples));
}

/** System relations too: they have privileges like any other. Temporary ones are left out. */
export const relations: SectionReader<RelationRow> = {
  sql: (context) => `
SELECT c.oid, n.nspname, c.relname, c.relkind, pg_catalog.pg_get_userbyid(c.relowner), ${context.acl('c.relacl')}, c.relrowsecurity, c.relforcerowsecurity, c.relispartition,
  c.reloptions, x.extname, c.reltuples::pg_catalog.int8, d.description, sn.nspname, st.relname
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN ${memberOfExtension('pg_class')} x ON x.objid = c.oid
LEFT JOIN pg_catalog.pg_description d ON d.objoid = c.oid AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objsubid = 0
LEFT JOIN pg_catalog.pg_depend sd ON c.relkind = 'S' AND sd.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND sd.objid = c.oid AND sd.objsubid = 0
  AND sd.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND sd.refobjsubid > 0 AND sd.deptype IN ('a', 'i')
LEFT JOIN pg_catalog.pg_class st ON st.oid = sd.refobjid
LEFT JOIN pg_catalog.pg_namespace sn ON sn.oid = st.relnamespace
WHERE c.relkind IN ('r', 'v', 'm', 'f', 'p', 'S') AND c.relpersistence <> 't'`,
  row: ([
    oid,
    schema,
    name,
    kind,
    owner,
    relacl,
    rowSecurity,
    force,
    partition,
    options,
    extension,
    tuples,
    comment,
    ownerSchema,
    ownerTable,
  ]) => ({
    oid: number(oid),
    schema: text(schema),
    name: text(name),
    kind: word<RelationRow['kind']>(kinds, kind),
    owner: text(owner),
    acl: acl(relacl),
    rowSecurity: flag(rowSecurity),
    forceRowSecurity: flag(force),
    isPartition: flag(partition),
    options: list(options),
    extension: textOrNull(extension),
    sizeClass: sizeClass(number(tuples)),
    comment: textOrNull(comment),
    sequenceOf: ownerTable === null ? null : { schema: text(ownerSchema), name: text(ownerTable) },
  }),
  key: (row) => keyOf(row.schema, row.name),
};
