import type { EmbeddedMajor } from '../embedded/binaries.ts';
import type { Substrate } from '../engine/inventory/inventory.ts';
import { startCluster, type TestCluster } from './cluster.ts';

export type Service = 'rds' | 'aurora' | 'cloud-sql' | 'azure' | 'cloudnativepg' | 'zalando';

interface Emulation {
  readonly substrate: Substrate;
  /** What the service calls the account that keeps OID 10. */
  readonly bootstrap: string;
  /** Its administrator role; null where administrators are superusers. */
  readonly tier: string | null;
  /** Accounts of the service beside those two. */
  readonly accounts: readonly string[];
  readonly configuration?: Readonly<Record<string, string>>;
}

/** As each service's documentation describes them; only what a customer's connection can see. */
export const services: Readonly<Record<Service, Emulation>> = {
  rds: {
    substrate: 'rds',
    bootstrap: 'rdsadmin',
    tier: 'rds_superuser',
    accounts: ['rds_replication NOLOGIN', 'rds_password NOLOGIN', 'rdstopmgr LOGIN'],
  },
  aurora: {
    substrate: 'aurora',
    bootstrap: 'rdsadmin',
    tier: 'rds_superuser',
    accounts: ['rds_replication NOLOGIN', 'rds_password NOLOGIN'],
  },
  'cloud-sql': {
    substrate: 'cloud-sql',
    bootstrap: 'cloudsqladmin',
    tier: 'cloudsqlsuperuser',
    accounts: [
      'cloudsqlagent LOGIN CREATEROLE CREATEDB',
      'cloudsqlreplica LOGIN REPLICATION',
      'cloudsqlimportexport LOGIN CREATEROLE CREATEDB',
      'cloudsqliamuser NOLOGIN',
    ],
  },
  azure: {
    substrate: 'azure',
    bootstrap: 'azuresu',
    tier: 'azure_pg_admin',
    accounts: ['azure_superuser NOLOGIN SUPERUSER'],
  },
  cloudnativepg: {
    substrate: 'kubernetes',
    bootstrap: 'postgres',
    tier: null,
    accounts: ['streaming_replica LOGIN REPLICATION', 'cnpg_pooler_pgbouncer LOGIN'],
    configuration: {
      archive_mode: 'on',
      archive_command: '/controller/manager wal-archive --log-destination /controller/log/postgres.json %p',
    },
  },
  zalando: {
    substrate: 'kubernetes',
    bootstrap: 'postgres',
    tier: null,
    accounts: ['standby LOGIN REPLICATION'],
    configuration: {
      archive_mode: 'on',
      archive_command: 'envdir "/run/etc/wal-e.d/env" wal-g wal-push "%p"',
    },
  },
};

/** A setting of the service's own module, as `pg_settings` would show it. */
export interface ServiceSetting {
  readonly name: string;
  readonly value: string;
}

/**
 * A real server dressed as that service: its own account holds OID 10, `master` is the customer's administrator, `scan`
 * the scan role, and what the service hides is not granted. A setting of the service is put into `pg_settings` itself,
 * where an extension's would stand. Roles: `deputy` is a second administrator, `ops` a group of them with `helper` in it,
 * `app` an ordinary login.
 */
export async function startManagedService(
  service: Service,
  options: {
    readonly major?: EmbeddedMajor;
    readonly setting?: ServiceSetting;
    readonly hbaReadable?: boolean;
  } = {},
): Promise<TestCluster> {
  const { bootstrap, tier, accounts, configuration = {} } = services[service];
  const cluster = await startCluster({ major: options.major ?? 16, settings: configuration });
  const sql = (text: string) => cluster.sql(text, 'postgres', bootstrap);
  if (bootstrap !== 'postgres') {
    await cluster.sql('CREATE ROLE dresser LOGIN SUPERUSER');
    await cluster.sql(`ALTER ROLE postgres RENAME TO ${bootstrap}`, 'postgres', 'dresser');
    await sql('DROP ROLE dresser');
  }
  for (const account of accounts) await sql(`CREATE ROLE ${account}`);
  await sql(
    'CREATE ROLE app LOGIN; CREATE ROLE scan LOGIN; CREATE ROLE ops; CREATE ROLE helper LOGIN IN ROLE ops',
  );
  await sql('GRANT pg_read_all_settings, pg_read_all_stats TO scan');
  if (tier === null) {
    await sql('CREATE ROLE deputy LOGIN SUPERUSER');
  } else {
    await sql(`CREATE ROLE ${tier} NOLOGIN CREATEROLE CREATEDB`);
    await sql(`GRANT pg_monitor, pg_signal_backend TO ${tier} WITH ADMIN OPTION`);
    await sql(`CREATE ROLE master LOGIN CREATEROLE CREATEDB`);
    await sql(`GRANT ${tier} TO master WITH ADMIN OPTION`);
    const asMaster = (text: string) => cluster.sql(text, 'postgres', 'master');
    await asMaster(`CREATE ROLE deputy LOGIN CREATEROLE; GRANT ${tier} TO deputy`);
    await asMaster(`GRANT ${tier} TO ops`);
  }
  if (service === 'aurora')
    await sql(
      'SET allow_system_table_mods = on; CREATE FUNCTION pg_catalog.aurora_version() RETURNS text RETURN 1',
    );
  if (options.setting) await sql(settingSql(options.setting));
  if (options.hbaReadable)
    await sql(
      'GRANT SELECT ON pg_hba_file_rules TO scan; GRANT EXECUTE ON FUNCTION pg_hba_file_rules() TO scan',
    );
  return cluster;
}

function settingSql({ name, value }: ServiceSetting): string {
  return `SET allow_system_table_mods = on;
CREATE OR REPLACE VIEW pg_catalog.pg_settings AS SELECT a.* FROM pg_catalog.pg_show_all_settings() a
UNION ALL SELECT '${name}', '${value}', NULL, 'Customized Options', 'of the service', NULL, 'sighup', 'bool',
  'configuration file', NULL, NULL, NULL, '${value}', '${value}', NULL, NULL, false`;
}
