import type { ClusterFacts } from '../../analysis/facts.ts';
import type { Substrate } from '../../inventory/inventory.ts';

/** Predefined roles. PostgreSQL reserves the prefix `pg_` for them; `LIKE 'pg_%'` would also match `pgbouncer`. */
export function isSystemRole(name: string): boolean {
  return name.startsWith('pg_');
}

/** The role whose one member is the owner of the current database, whom databases and their schema public belong to. */
export function isDatabaseOwner(name: string): boolean {
  return name === 'pg_database_owner';
}

/**
 * The service's own accounts, from each service's documentation. A customer may grant some of them, but neither changes
 * nor removes them.
 */
const rds = [
  'rdsadmin',
  'rds_superuser',
  'rds_replication',
  'rds_password',
  'rds_iam',
  'rds_ad',
  'rdstopmgr',
];

const providerRoles: Readonly<Record<Substrate, readonly string[]>> = {
  'self-managed': [],
  // CloudNativePG's and Zalando's replication and pooler accounts; their certificates and passwords are the operator's.
  kubernetes: ['streaming_replica', 'cnpg_pooler_pgbouncer', 'standby'],
  rds,
  aurora: rds,
  'cloud-sql': [
    'cloudsqladmin',
    'cloudsqlsuperuser',
    'cloudsqlagent',
    'cloudsqlreplica',
    'cloudsqlimportexport',
    'cloudsqliamuser',
    'cloudsqliamgroup',
    'cloudsqliamserviceaccount',
  ],
  azure: ['azuresu', 'azure_superuser', 'azure_pg_admin'],
};

/** A role that belongs to the operator of a managed service: its customer can neither change nor remove it. */
export function isProviderRole(substrate: Substrate, name: string): boolean {
  return providerRoles[substrate].includes(name);
}

/** The role through which a service hands its customers what is left of a superuser's power, though `rolsuper` is false. */
const adminTier: Readonly<Partial<Record<Substrate, string>>> = {
  rds: 'rds_superuser',
  aurora: 'rds_superuser',
  'cloud-sql': 'cloudsqlsuperuser',
  azure: 'azure_pg_admin',
};

export function adminTierRole(substrate: Substrate): string | null {
  return adminTier[substrate] ?? null;
}

/** Roles that are direct members of the service's administrator role, its own accounts left out; none where it has none. */
export function tierAdministrators(cluster: ClusterFacts): ReadonlySet<string> {
  const { substrate } = cluster.inventory;
  const tier = adminTierRole(substrate);
  if (tier === null) return new Set();
  return new Set(
    cluster
      .read('memberships')
      .filter((row) => row.role === tier && !isProviderRole(substrate, row.member))
      .map((row) => row.member),
  );
}
