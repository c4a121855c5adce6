import type { Substrate } from '../../inventory/inventory.ts';

/** Predefined roles. PostgreSQL reserves the prefix `pg_` for them; `LIKE 'pg_%'` would also match `pgbouncer`. */
export function isSystemRole(name: string): boolean {
  return name.startsWith('pg_');
}

const providerRoles: Readonly<Record<Substrate, readonly string[]>> = {
  'self-managed': [],
  kubernetes: [],
  rds: ['rdsadmin', 'rds_superuser', 'rds_replication'],
  aurora: ['rdsadmin', 'rds_superuser', 'rds_replication'],
  'cloud-sql': [
    'cloudsqladmin',
    'cloudsqlsuperuser',
    'cloudsqlagent',
    'cloudsqlreplica',
    'cloudsqlimportexport',
  ],
  azure: ['azuresu', 'azure_superuser', 'azure_pg_admin'],
};

/** A role that belongs to the operator of a managed service: its customer can neither change nor remove it. */
export function isProviderRole(substrate: Substrate, name: string): boolean {
  return providerRoles[substrate].includes(name);
}
