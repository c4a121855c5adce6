import { afterAll, describe, expect, test } from 'vitest';
import { alterSystem } from '../../testing/alter-system.ts';
import { startCluster, type TestCluster } from '../../testing/cluster.ts';
import { judgeCluster } from '../../testing/judge-cluster.ts';
import type { Policy } from '../policy/policy.ts';
import type { ControlId } from './registry.ts';

const approves = (...libraries: string[]): Policy => ({ version: 1, software: { libraries } });
const baseline = (parameter: string, value: string): Policy => ({
  version: 1,
  settings: [{ parameter, value }],
});

interface Case {
  readonly set: Readonly<Record<string, string>>;
  readonly control: ControlId;
  readonly status: 'pass' | 'fail' | 'not-applicable' | 'unknown';
  readonly policy?: Policy;
  readonly restart?: boolean;
}

const cases: readonly Case[] = [
  { set: { client_min_messages: 'log' }, control: 'client-min-messages', status: 'fail' },
  { set: { client_min_messages: 'warning' }, control: 'client-min-messages', status: 'pass' },
  { set: { session_replication_role: 'replica' }, control: 'allow-system-table-mods', status: 'fail' },
  { set: { session_replication_role: 'origin' }, control: 'allow-system-table-mods', status: 'pass' },
  {
    set: { dynamic_library_path: '/tmp:$libdir' },
    control: 'preload-libraries-inventory',
    status: 'fail',
    policy: approves(),
  },
  // A policy that is silent about libraries does not make another directory right.
  { set: { dynamic_library_path: '/tmp:$libdir' }, control: 'preload-libraries-inventory', status: 'fail' },
  {
    set: { dynamic_library_path: '$libdir' },
    control: 'preload-libraries-inventory',
    status: 'pass',
    policy: approves(),
  },
  {
    set: { session_preload_libraries: '$libdir/auto_explain' },
    control: 'preload-libraries-inventory',
    status: 'pass',
    policy: approves('auto_explain.so'),
  },
  { set: { log_timezone: 'Greenwich' }, control: 'log-timezone', status: 'pass' },
  { set: { log_timezone: 'Etc/GMT-0' }, control: 'log-timezone', status: 'pass' },
  { set: { log_timezone: 'Etc/GMT-1' }, control: 'log-timezone', status: 'fail' },
  { set: { log_destination: 'stderr,syslog' }, control: 'logging-collector', status: 'not-applicable' },
  {
    set: { log_destination: 'syslog', log_line_prefix: '%q%u %d %a %h ' },
    control: 'log-line-prefix',
    status: 'pass',
  },
  {
    set: { log_destination: 'stderr,syslog', log_line_prefix: '%q%u %d %a %h ' },
    control: 'log-line-prefix',
    status: 'fail',
  },
  { set: { log_file_mode: '0644' }, control: 'log-file-mode', status: 'not-applicable' },
  {
    set: { log_file_mode: '0640' },
    control: 'settings-baseline',
    status: 'pass',
    policy: baseline('log_file_mode', '0640'),
  },
  {
    set: { log_file_mode: '0600' },
    control: 'settings-baseline',
    status: 'fail',
    policy: baseline('log_file_mode', '0640'),
  },
  {
    set: { log_destination: 'stderr,syslog' },
    control: 'settings-baseline',
    status: 'pass',
    policy: baseline('log_destination', 'stderr, syslog'),
  },
  ...['127.0.0.1,0', '127.0.0.1,::0', '127.0.0.1,0:0:0:0:0:0:0:0'].map(
    (listen_addresses): Case => ({
      set: { listen_addresses },
      control: 'listen-addresses',
      status: 'fail',
      restart: true,
    }),
  ),
];

/** What a scan of a server shows of settings in spellings and values that a story does not come by. */
describe.each([14, 18] as const)('odd settings of PostgreSQL %i', (major) => {
  let cluster: TestCluster | undefined;
  afterAll(() => cluster?.stop());

  test('each is judged for what it does', async () => {
    const server = await startCluster({ major });
    cluster = server;
    for (const { set, control, status, policy, restart } of cases) {
      const names = Object.entries(set);
      const how = restart ? 'restart' : 'reload';
      for (const [name, value] of names) await alterSystem(name, value, how)(server);
      const verdict = await judgeCluster(server, control, policy);
      expect(verdict.status, `${control}: ${JSON.stringify(set)} ${verdict.reason ?? ''}`).toBe(status);
      for (const [name] of names) await alterSystem(name, null, how)(server);
    }
  });

  test('a limit that every slot of the server fits under is none', async () => {
    const server = cluster ?? (await startCluster({ major }));
    await server.sql(
      'CREATE ROLE loose LOGIN CONNECTION LIMIT 1000; CREATE ROLE bounded LOGIN CONNECTION LIMIT 10',
    );
    const { findings } = await judgeCluster(server, 'role-connection-limit');
    expect(findings.map((finding) => finding.object.role)).toEqual(['loose']);
  });

  test('a library that the policy approves weakens nobody; one it does not is said once', async () => {
    const server = cluster ?? (await startCluster({ major }));
    await server.sql("ALTER ROLE bounded SET session_preload_libraries = 'auto_explain'");
    for (const [policy, overrides, inventory] of [
      [approves('auto_explain'), 'pass', 'pass'],
      [approves(), 'pass', 'fail'],
      [undefined, 'fail', 'unknown'],
    ] as const) {
      expect((await judgeCluster(server, 'role-settings-override', policy)).status).toBe(overrides);
      expect((await judgeCluster(server, 'preload-libraries-inventory', policy)).status).toBe(inventory);
    }
  });

  test('a socket in the abstract namespace has no permissions to go by', async () => {
    const server = cluster ?? (await startCluster({ major }));
    const name = `@postern-${server.port}`;
    await server.sql(`ALTER SYSTEM SET unix_socket_directories = '${server.socketDirectory}', '${name}'`);
    await server.sql("ALTER SYSTEM SET unix_socket_permissions = '0700'");
    await server.restart();
    const { findings } = await judgeCluster(server, 'local-socket-permissions');
    expect(findings.map((finding) => finding.title)).toEqual([
      `Every account of the machine may connect to the local socket ${name}, which has no permissions`,
    ]);
  });
});
