/**
 * The floor: the facts an inventory holds, read as plainly as the catalogs allow. Written by hand and apart from
 * `lib/engine/inventory/sections`, so that a section's query that grows slow shows in the ratio instead of moving the floor.
 */
export const floorQueries: readonly string[] = [
  'SELECT oid, rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication, rolbypassrls, rolconnlimit, rolvaliduntil FROM pg_roles',
  'SELECT roleid::regrole, member::regrole, grantor::regrole, admin_option, inherit_option, set_option FROM pg_auth_members',
  'SELECT oid, datname, datdba, datacl FROM pg_database',
  'SELECT spcname, spcowner, spcacl FROM pg_tablespace',
  'SELECT name, setting, source, sourcefile, pending_restart FROM pg_settings',
  'SELECT * FROM pg_db_role_setting',
  'SELECT * FROM pg_hba_file_rules',
  'SELECT oid, nspname, nspowner, nspacl FROM pg_namespace',
  `SELECT c.oid, n.nspname, c.relname, c.relkind, pg_get_userbyid(c.relowner), c.relacl, c.relrowsecurity, c.relforcerowsecurity, c.reloptions
   FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'v', 'm', 'f', 'p', 'S')`,
  `SELECT n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attacl
   FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'v', 'm', 'f', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')`,
  `SELECT n.nspname, c.relname, p.polname, p.polpermissive, p.polcmd, p.polroles, pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)
   FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace`,
  `SELECT n.nspname, p.proname, pg_get_function_identity_arguments(p.oid), p.prokind, p.prosecdef, p.proowner, p.proacl, p.proconfig
   FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace`,
  `SELECT n.nspname, t.typname, t.typtype, t.typowner, t.typacl FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
   WHERE t.typtype <> 'c' AND t.typelem = 0`,
  'SELECT * FROM pg_default_acl',
  'SELECT * FROM pg_language',
  'SELECT * FROM pg_extension',
  'SELECT oid, tgrelid, tgname, tgfoid, tgenabled FROM pg_trigger WHERE NOT tgisinternal',
  `SELECT conrelid, conname, conkey, confrelid, confkey, confdeltype, confupdtype FROM pg_constraint WHERE contype = 'f'`,
  'SELECT indrelid, indexrelid, indkey, indisprimary, indpred IS NOT NULL FROM pg_index WHERE indisunique AND indrelid >= 16384',
  'SELECT ftrelid, ftserver, ftoptions FROM pg_foreign_table',
  `SELECT d.adrelid, d.adnum FROM pg_attrdef d WHERE d.adbin::text ~ ':funcid (2311|3419|3420|3421|3422) '
   UNION ALL SELECT w.ev_class, 0 FROM pg_rewrite w WHERE w.rulename = '_RETURN' AND w.ev_action::text ~ ':funcid (2311|3419|3420|3421|3422) '
   UNION ALL SELECT i.indexrelid, 0 FROM pg_index i WHERE i.indexprs::text ~ ':funcid (2311|3419|3420|3421|3422) '
   UNION ALL SELECT k.oid, 0 FROM pg_constraint k WHERE k.conbin::text ~ ':funcid (2311|3419|3420|3421|3422) '`,
  `SELECT classid, objid, refobjid FROM pg_depend WHERE refclassid = 'pg_proc'::regclass`,
];
