import { QueryRefused } from '../connect/query-refused.ts';
import type { ScanRole } from '../connect/scan-role.ts';
import { passwordKindsSelect } from '../connect/scan-role-grants.ts';
import type { Read } from '../connect/session.ts';

/** The statement that answers how passwords are stored. */
export interface PasswordSource {
  readonly sql: string;
}

/**
 * The optional function counts only where nobody but a superuser could have made or replaced it: function and schema
 * owned by superusers, no CREATE on the schema for anybody else. Anything else named so is not called.
 */
const trustedFunctionSql = `
SELECT true
FROM pg_catalog.pg_proc p
JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
JOIN pg_catalog.pg_roles f ON f.oid = p.proowner
JOIN pg_catalog.pg_roles s ON s.oid = n.nspowner
WHERE n.nspname = 'postern' AND p.proname = 'password_kinds' AND p.pronargs = 0
  AND f.rolsuper AND s.rolsuper AND p.prosecdef
  AND p.proconfig = ARRAY['search_path=pg_catalog, pg_temp']
  AND pg_catalog.has_schema_privilege(n.oid, 'USAGE') AND pg_catalog.has_function_privilege(p.oid, 'EXECUTE')
  AND NOT EXISTS (
    SELECT FROM pg_catalog.aclexplode(n.nspacl) x LEFT JOIN pg_catalog.pg_roles g ON g.oid = x.grantee
    WHERE x.privilege_type = 'CREATE' AND NOT coalesce(g.rolsuper, false))`;

/** Null: the scan may not know. */
export async function findPasswordSource(read: Read, scanRole: ScanRole): Promise<PasswordSource | null> {
  if (scanRole.readsPasswords) return { sql: passwordKindsSelect };
  try {
    const found = await read(trustedFunctionSql);
    return found.length > 0 ? { sql: 'SELECT role, kind, iterations FROM postern.password_kinds()' } : null;
  } catch (error) {
    // Who may not look the function up may not trust it.
    if (error instanceof QueryRefused) return null;
    throw error;
  }
}
