import { text } from '../cell.ts';
import { memberOfExtension } from '../extension-members.ts';
import { redactLiterals } from '../redact-literals.ts';
import { keyOf, type SectionReader } from '../section.ts';

/**
 * What the customer's views ask that have a condition somewhere and that others were granted; those of extensions left out.
 * Only these are deparsed, which locks what a view reads for a moment. Literals are hidden: they may be anything.
 */
export interface ViewDefinitionRow {
  readonly schema: string;
  readonly view: string;
  /** `pg_get_viewdef`, deparsed under `search_path = pg_catalog, pg_temp`; cut at 64 KiB. */
  readonly definition: string;
}

export const viewDefinitions: SectionReader<ViewDefinitionRow> = {
  sql: () => `
SELECT n.nspname::pg_catalog.text, c.relname::pg_catalog.text, coalesce(pg_catalog.left(pg_catalog.pg_get_viewdef(c.oid), 65536), '')
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace AND n.nspname NOT IN ('pg_catalog', 'information_schema')
JOIN pg_catalog.pg_rewrite w ON w.ev_class = c.oid AND w.rulename = '_RETURN'
  AND w.ev_action::pg_catalog.text ~ ':(quals|havingQual|limitCount) \\{'
LEFT JOIN ${memberOfExtension('pg_class')} x ON x.objid = c.oid
WHERE c.relkind = 'v' AND c.relpersistence <> 't' AND x.objid IS NULL
  AND (c.relacl IS NOT NULL OR EXISTS (SELECT FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attacl IS NOT NULL))`,
  row: ([schema, view, definition]) => ({
    schema: text(schema),
    view: text(view),
    definition: redactLiterals(text(definition)),
  }),
  key: (row) => keyOf(row.schema, row.view),
};
