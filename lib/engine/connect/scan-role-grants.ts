import { escapeIdentifier } from 'pg';
import type { ScanRole } from './scan-role.ts';

/** `GRANT … TO`, with the options that keep the scan role from ever becoming the granted role (16+). */
export function grantMembership(role: string, to: string, versionNum: number): string {
  return `GRANT ${role} TO ${escapeIdentifier(to)}${versionNum >= 160_000 ? ' WITH INHERIT TRUE, SET FALSE' : ''};`;
}

/** What closes a gap that a predefined role would open. A NOINHERIT member would still not use it before 16. */
export function grantPredefined(
  role: string,
  to: Pick<ScanRole, 'name' | 'inherits'>,
  versionNum: number,
): string {
  const inherit =
    versionNum < 160_000 && !to.inherits ? `\nALTER ROLE ${escapeIdentifier(to.name)} INHERIT;` : '';
  return `${grantMembership(role, to.name, versionNum)}${inherit}`;
}

/** Both are required: the view runs its function with the rights of whoever asks. Catalog rights are per database. */
export function grantFileView(view: 'pg_hba_file_rules' | 'pg_ident_file_mappings', to: string): string {
  const role = escapeIdentifier(to);
  return `GRANT SELECT ON pg_catalog.${view} TO ${role};\nGRANT EXECUTE ON FUNCTION pg_catalog.${view}() TO ${role};`;
}

/**
 * The optional function that tells how passwords are stored, never the verifiers themselves. To be run by a superuser,
 * who then owns schema and function; the scan calls it only if so (inventory/password-source).
 */
export function passwordKindsFunction(scanRole: string): string {
  const role = escapeIdentifier(scanRole);
  return `CREATE SCHEMA IF NOT EXISTS postern;
REVOKE ALL ON SCHEMA postern FROM PUBLIC;
CREATE OR REPLACE FUNCTION postern.password_kinds(OUT role pg_catalog.text, OUT kind pg_catalog.text, OUT iterations pg_catalog.int4)
  RETURNS SETOF pg_catalog.record LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp
  AS $postern$${passwordKindsSelect}$postern$;
REVOKE ALL ON FUNCTION postern.password_kinds() FROM PUBLIC;
GRANT USAGE ON SCHEMA postern TO ${role};
GRANT EXECUTE ON FUNCTION postern.password_kinds() TO ${role};`;
}

/** Classifies on the server, so that no verifier travels. */
export const passwordKindsSelect = `
SELECT a.rolname::pg_catalog.text,
  CASE WHEN a.rolpassword IS NULL THEN 'none'
    WHEN a.rolpassword ~ '^md5[0-9a-f]{32}$' THEN 'md5'
    WHEN a.rolpassword ~ '^SCRAM-SHA-256[$][0-9]{1,9}:' THEN 'scram-sha-256'
    ELSE 'other' END::pg_catalog.text,
  pg_catalog.substring(a.rolpassword, '^SCRAM-SHA-256[$]([0-9]{1,9}):')::pg_catalog.int4
FROM pg_catalog.pg_authid a
`;
