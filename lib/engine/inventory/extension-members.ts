/** SQL of the objects of one catalog that belong to an extension: `(objid, extname)`. */
export function memberOfExtension(catalog: 'pg_class' | 'pg_proc' | 'pg_type'): string {
  return `(SELECT m.objid, e.extname::pg_catalog.text
    FROM pg_catalog.pg_depend m JOIN pg_catalog.pg_extension e ON e.oid = m.refobjid
    WHERE m.classid = 'pg_catalog.${catalog}'::pg_catalog.regclass AND m.objsubid = 0 AND m.deptype = 'e'
      AND m.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass)`;
}
