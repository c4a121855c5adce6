import { chmodSync, chownSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { EmbeddedMajor } from '../../embedded/binaries.ts';
import { initializeDataDirectory } from '../../embedded/server.ts';
import { serverAccount } from '../../embedded/server-account.ts';
import type { ConnectionTarget } from '../../engine/connect/connection-target.ts';
import { scanRoleScript } from '../../engine/connect/scan-role-script.ts';
import { scramVerifier } from '../../engine/connect/scram-verifier.ts';
import { Secret } from '../../engine/connect/secret.ts';
import * as certificates from '../../engine/connect/test-certificates.ts';
import { loadPolicy } from '../../engine/policy/load.ts';
import type { Policy } from '../../engine/policy/policy.ts';
import { startCluster, type TestCluster } from '../cluster.ts';
import { clientAuthority, revocationList } from './client-authority.ts';

const read = (name: string) => readFileSync(path.join(import.meta.dirname, name), 'utf8');

const password = (role: string) => `a pass phrase of ${role} for a test`;

const logins = [
  'app_service',
  'readonly_user',
  'migrator',
  'shop_admin',
  'standby',
  'barman',
  'dumper',
  'exporter',
  'cdc',
] as const;

/** What the CIS benchmark and the documentation recommend, as far as the server itself can follow. */
const settingsIn = (folder: string, major: EmbeddedMajor): Readonly<Record<string, string>> => ({
  ssl: 'on',
  ssl_ca_file: 'root.crt',
  ssl_crl_file: 'root.crl',
  ssl_min_protocol_version: 'TLSv1.2',
  ssl_ciphers: 'ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES128-GCM-SHA256',
  ssl_prefer_server_ciphers: 'on',
  ssl_passphrase_command: 'true',
  password_encryption: 'scram-sha-256',
  authentication_timeout: '30s',
  unix_socket_permissions: '0770',
  shared_preload_libraries: 'auth_delay, passwordcheck, pg_stat_statements',
  'auth_delay.milliseconds': '500',
  logging_collector: 'on',
  log_destination: 'stderr',
  log_directory: path.join(folder, 'log'),
  log_filename: 'postgresql-%Y%m%d_%H%M%S.log',
  log_file_mode: '0600',
  log_rotation_age: '1d',
  log_rotation_size: '0',
  log_truncate_on_rotation: 'on',
  log_min_messages: 'warning',
  log_min_error_statement: 'error',
  log_connections: major >= 18 ? 'receipt,authentication,authorization' : 'on',
  log_disconnections: 'on',
  log_error_verbosity: 'verbose',
  log_hostname: 'off',
  log_line_prefix: '%m [%p]: [%l-1] db=%d,user=%u,app=%a,client=%h ',
  log_statement: 'ddl',
  log_replication_commands: 'on',
  log_checkpoints: 'on',
  log_timezone: 'UTC',
  archive_mode: 'on',
  archive_timeout: '15min',
  archive_command: `test ! -f ${folder}/wal/%f && cp %p ${folder}/wal/%f`,
  wal_level: 'replica',
  idle_in_transaction_session_timeout: '5min',
  statement_timeout: '60s',
  ...(major >= 14 ? { idle_session_timeout: '8h' } : {}),
});

/** The policy that goes with it, whole: every section is stated. */
export function bookPolicy(cluster: TestCluster): Policy {
  const loaded = loadPolicy(read('policy.yaml'));
  if (!('policy' in loaded)) throw new Error(JSON.stringify(loaded));
  const { connections, ...policy } = loaded.policy;
  return { ...policy, connections: { ...connections, port: cluster.port } };
}

/** Over verified TLS, as the least-privilege role. */
export const bookScan = (cluster: TestCluster): ConnectionTarget => ({
  host: 'localhost',
  address: '127.0.0.1',
  port: cluster.port,
  database: 'shop',
  user: 'postern_scan',
  password: new Secret(password('postern_scan')),
  tls: { mode: 'verify-full', rootCertificate: certificates.authority, certificate: null, key: null },
});

/** The server's certificate, and the authority of its clients with what it has revoked. */
export function putCertificates(cluster: TestCluster): void {
  const account = serverAccount();
  for (const [name, text] of [
    ['server.crt', certificates.serverCertificate],
    ['server.key', certificates.serverKey],
    ['root.crt', clientAuthority],
    ['root.crl', revocationList],
  ] as const) {
    const file = path.join(cluster.dataDirectory, name);
    writeFileSync(file, text, { mode: 0o600 });
    if (account) chownSync(file, account.uid, account.gid);
  }
}

/** A cluster that was hardened by the book. */
export async function startByTheBook(major: EmbeddedMajor): Promise<TestCluster> {
  const cluster = await startCluster({
    major,
    password: password('postgres'),
    template: {
      name: `by-the-book-${major}`,
      fill: async (files) => initializeDataDirectory(files, { sync: false, checksums: true }),
    },
  });
  putCertificates(cluster);
  const account = serverAccount();
  const beside = path.dirname(cluster.dataDirectory);
  for (const name of ['log', 'wal']) {
    const folder = path.join(beside, name);
    mkdirSync(folder, { mode: 0o700 });
    if (account) chownSync(folder, account.uid, account.gid);
  }
  chmodSync(cluster.dataDirectory, 0o700);
  await cluster.restart(settingsIn(beside, major));
  await cluster.sql(read('roles.sql'));
  for (const role of logins)
    await cluster.sql(`ALTER ROLE ${role} PASSWORD '${scramVerifier(password(role))}'`);
  await cluster.sql('CREATE DATABASE shop OWNER shop_owner');
  const script = scanRoleScript({
    versionNum: major * 10_000,
    substrate: 'self-managed',
    databases: ['shop', 'postgres'],
    roleName: 'postern_scan',
    passwordVerifier: scramVerifier(password('postern_scan')),
  });
  for (const part of script.parts) await cluster.sql(part.sql, part.database ?? 'postgres');
  await cluster.sql(read('shop.sql'), 'shop');
  await cluster.sql(read('elsewhere.sql'), 'postgres');
  for (const name of major < 15
    ? ['pg_start_backup(text, boolean, boolean)', 'pg_stop_backup()']
    : ['pg_backup_start(text, boolean)', 'pg_backup_stop(boolean)'])
    await cluster.sql(`GRANT EXECUTE ON FUNCTION pg_catalog.${name} TO barman`);
  await cluster.sql('GRANT EXECUTE ON FUNCTION pg_catalog.pg_switch_wal() TO barman; SELECT pg_switch_wal()');
  writeFileSync(path.join(cluster.dataDirectory, 'pg_ident.conf'), 'people anna@shop.example shop_admin\n');
  await cluster.setHba(read('pg_hba.conf'));
  await archived(cluster);
  return cluster;
}

/** The archiver works on its own time. */
async function archived(cluster: TestCluster): Promise<void> {
  for (const begun = Date.now(); Date.now() - begun < 20_000; await pause(50)) {
    const [row] = await cluster.sql('SELECT archived_count::int AS n FROM pg_stat_archiver');
    if (Number(row?.n) > 0) return;
  }
  throw new Error('nothing was archived');
}
