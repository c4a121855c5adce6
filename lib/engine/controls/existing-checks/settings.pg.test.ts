import { alterSystem } from '../../../testing/alter-system.ts';
import { type ExistingCheckCase, existingCheckCases } from '../../../testing/existing-check-cases.ts';
import type { ControlId } from '../registry.ts';

const set = (
  key: string,
  parameter: string,
  value: string,
  control: string = key,
  how: 'reload' | 'restart' = 'reload',
): ExistingCheckCase => ({
  key,
  says: `${parameter} = '${value}'`,
  bad: alterSystem(parameter, value, how),
  undo: alterSystem(parameter, null, how),
  control: control as ControlId,
  object: { kind: 'setting', name: parameter },
});

const baseline = (
  key: string,
  parameter: string,
  wanted: string,
  value: string,
  how: 'reload' | 'restart' = 'reload',
): ExistingCheckCase => ({
  ...set(key, parameter, value, 'settings-baseline', how),
  setup: alterSystem(parameter, wanted, how),
  policy: { version: 1, settings: [{ parameter, value: wanted }] },
});

existingCheckCases({ major: 17, settings: { wal_level: 'logical' } }, [
  set('backend-params', 'ignore_system_indexes', 'on'),
  set('backend-params', 'jit_debugging_support', 'on'),
  set('backend-params', 'jit_profiling_support', 'on'),
  set('backend-params', 'post_auth_delay', '1'),
  set('allow-system-table-mods', 'zero_damaged_pages', 'on'),
  set('allow-system-table-mods', 'full_page_writes', 'off'),
  set('authentication-timeout', 'authentication_timeout', '61'),
  {
    ...set(
      'preload-libraries-inventory',
      'shared_preload_libraries',
      'auto_explain',
      'preload-libraries-inventory',
      'restart',
    ),
    policy: { version: 1, software: { libraries: [] } },
  },
  set('listen-addresses', 'listen_addresses', '0.0.0.0', 'listen-addresses', 'restart'),
  set('listen-addresses', 'listen_addresses', '::', 'listen-addresses', 'restart'),
  set('cloud-public-endpoint', 'listen_addresses', '*', 'listen-addresses', 'restart'),
  baseline('session-timeouts', 'idle_session_timeout', '1h', '0'),
  baseline('session-timeouts', 'statement_timeout', '10min', '0'),
  baseline('session-timeouts', 'tcp_keepalives_idle', '60', '0'),
  baseline('postmaster-params', 'max_prepared_transactions', '0', '5', 'restart'),
  set('postmaster-params', 'max_prepared_transactions', '7', 'config-pending-restart'),
  baseline('sighup-params', 'autovacuum', 'on', 'off'),
  baseline('superuser-user-params', 'track_functions', 'none', 'all'),
  baseline('superuser-user-params', 'work_mem', '4MB', '64MB'),
  baseline('config-auto-conf-drift', 'checkpoint_timeout', '5min', '1h'),
  {
    key: 'rls-row-security-guc',
    says: 'row_security off for one role',
    setup: 'CREATE ROLE dumper LOGIN',
    bad: 'ALTER ROLE dumper SET row_security = off',
    undo: 'DROP ROLE dumper',
    control: 'role-settings-override',
    object: { kind: 'setting', name: 'row_security', role: 'dumper' },
  },
  {
    key: 'replication-attribute',
    says: 'REPLICATION beside SUPERUSER',
    bad: 'CREATE ROLE twofold LOGIN SUPERUSER REPLICATION',
    undo: 'DROP ROLE twofold',
    control: 'superuser-count',
    object: { kind: 'role', role: 'twofold' },
  },
  {
    key: 'replication-attribute',
    says: 'a role with REPLICATION, and nobody said anything',
    bad: 'CREATE ROLE copier LOGIN REPLICATION',
    undo: 'DROP ROLE copier',
    control: 'replication-attribute',
    object: { kind: 'role', role: 'copier' },
  },
  {
    key: 'dedicated-replication-role',
    says: 'a slot of a standby, and superusers alone could use it',
    bad: "SELECT pg_create_physical_replication_slot('standby', true)",
    undo: "SELECT pg_drop_replication_slot('standby')",
    control: 'dedicated-replication-role',
    object: { kind: 'replication-slot', name: 'standby' },
  },
  {
    key: 'replication-slots-stale',
    says: 'a logical slot that nobody reads',
    bad: "SELECT pg_create_logical_replication_slot('idle', 'pgoutput')",
    undo: "SELECT pg_drop_replication_slot('idle')",
    control: 'replication-slots-stale',
    object: { kind: 'replication-slot', name: 'idle' },
  },
  {
    key: 'environment-named-schema',
    says: 'dev and prod in one database',
    setup: 'CREATE SCHEMA dev',
    bad: 'CREATE SCHEMA prod',
    control: 'environment-named-schema',
    object: { kind: 'database' },
  },
  {
    key: 'environment-named-schema',
    says: 'a sandbox beside what is staged',
    setup: 'CREATE SCHEMA stg_sales',
    bad: 'CREATE SCHEMA sandbox_sales',
    control: 'environment-named-schema',
    object: { kind: 'database' },
  },
]);
