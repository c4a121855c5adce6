import type { Read } from '../connect/session.ts';
import type { Substrate } from '../connect/substrate.ts';

/**
 * Each managed service leaves the bootstrap superuser (OID 10) to its own account and hands its customers a lesser
 * administrator role; both must be there, since anybody with CREATEROLE can make a role of any name.
 */
const tellTalesSql = `
SELECT b.rolname::pg_catalog.text,
  EXISTS (SELECT FROM pg_catalog.pg_roles r WHERE r.rolname = 'rds_superuser'),
  pg_catalog.to_regprocedure('pg_catalog.aurora_version()') IS NOT NULL,
  EXISTS (SELECT FROM pg_catalog.pg_roles r WHERE r.rolname = 'cloudsqlsuperuser'),
  EXISTS (SELECT FROM pg_catalog.pg_roles r WHERE r.rolname = 'azure_pg_admin'),
  pg_catalog.current_setting('archive_command') LIKE '/controller/manager %'
    OR pg_catalog.current_setting('archive_command') LIKE 'envdir "%/wal-e.d/env" %'
FROM pg_catalog.pg_roles b WHERE b.oid = 10`;

/** `kubernetes` is recognised by the archive commands of CloudNativePG and of Zalando's Spilo; others are stated by the policy. */
export async function detectSubstrate(read: Read): Promise<Substrate> {
  const [bootstrap, rds, aurora, cloudSql, azure, operator] = (await read(tellTalesSql))[0] ?? [];
  if (bootstrap === 'rdsadmin' && rds === true) return aurora === true ? 'aurora' : 'rds';
  if (bootstrap === 'cloudsqladmin' && cloudSql === true) return 'cloud-sql';
  if (bootstrap === 'azuresu' && azure === true) return 'azure';
  return operator === true ? 'kubernetes' : 'self-managed';
}
