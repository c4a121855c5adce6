import { alterSystem } from '../../../testing/alter-system.ts';
import { type ExistingCheckCase, existingCheckCases } from '../../../testing/existing-check-cases.ts';
import type { Policy } from '../../policy/policy.ts';
import type { ControlId } from '../registry.ts';

/** A parameter that is set to something wrong, and reset afterwards. */
const set = (
  key: string,
  parameter: string,
  value: string,
  more: {
    readonly control?: ControlId;
    readonly sound?: string;
    readonly policy?: Policy;
    readonly at?: string;
  } = {},
): ExistingCheckCase => ({
  key,
  says: `${parameter} = '${value}'`,
  ...(more.sound === undefined ? {} : { setup: alterSystem(parameter, more.sound) }),
  bad: alterSystem(parameter, value),
  undo: alterSystem(parameter, null),
  ...(more.policy ? { policy: more.policy } : {}),
  control: more.control ?? (key as ControlId),
  object: { kind: 'setting', name: more.at ?? parameter },
});

/** What the row leaves to a profile: the policy's baseline is one. */
const profile = (key: string, parameter: string, wanted: string, value: string): ExistingCheckCase =>
  set(key, parameter, value, {
    control: 'settings-baseline',
    sound: wanted,
    policy: { version: 1, settings: [{ parameter, value: wanted }] },
  });

const prefix = ['%m', '[%p]', '%u', '%d', '%a', '%h'];

existingCheckCases(
  {
    major: 17,
    settings: { logging_collector: 'on', log_directory: '/tmp', log_replication_commands: 'on' },
  },
  [
    profile('log-destination', 'log_destination', 'csvlog', 'stderr'),
    {
      key: 'log-directory',
      says: 'a directory of the data directory by its whole path',
      bad: (cluster) => alterSystem('log_directory', `${cluster.dataDirectory}/log`)(cluster),
      undo: alterSystem('log_directory', null),
      control: 'log-directory',
      object: { kind: 'setting', name: 'log_directory' },
    },
    {
      key: 'data-layout',
      says: 'the log in the data directory',
      bad: alterSystem('log_directory', 'log'),
      undo: alterSystem('log_directory', null),
      control: 'log-directory',
      object: { kind: 'setting', name: 'log_directory' },
    },
    profile('data-layout', 'temp_tablespaces', 'pg_default', ''),
    ...['0660', '0604', '0777'].map((mode) => set('log-file-mode', 'log_file_mode', mode)),
    profile('log-rotation', 'log_truncate_on_rotation', 'on', 'off'),
    profile('log-rotation', 'log_rotation_age', '1d', '30d'),
    profile('log-rotation', 'log_rotation_size', '0', '1GB'),
    profile('syslog-settings', 'syslog_facility', 'local1', 'local0'),
    profile('syslog-settings', 'syslog_ident', 'shop', 'postgres'),
    ...['error', 'log', 'fatal', 'debug1'].map((value) => set('log-min-messages', 'log_min_messages', value)),
    ...['log', 'fatal'].map((value) => set('log-min-error-statement', 'log_min_error_statement', value)),
    ...['debug_print_parse', 'debug_print_rewritten', 'debug_print_plan'].map((name) =>
      set('debug-print', name, 'on'),
    ),
    set('debug-print', 'debug_pretty_print', 'off'),
    profile('log-duration', 'log_duration', 'on', 'off'),
    profile('log-duration', 'log_min_duration_statement', '-1', '500'),
    profile('log-error-verbosity', 'log_error_verbosity', 'verbose', 'default'),
    profile('log-hostname', 'log_hostname', 'on', 'off'),
    ...prefix.map((letter) =>
      set('log-line-prefix', 'log_line_prefix', prefix.filter((one) => one !== letter).join(' '), {
        sound: prefix.join(' '),
      }),
    ),
    set('log-contains-password', 'log_min_duration_statement', '0', { control: 'log-duration' }),
    {
      key: 'pgaudit-bypass-override',
      says: 'a role that may set what pgaudit records',
      setup: 'CREATE ROLE quiet LOGIN',
      bad: 'GRANT SET ON PARAMETER pgaudit.log TO quiet',
      undo: 'REVOKE SET ON PARAMETER pgaudit.log FROM quiet; DROP ROLE quiet',
      control: 'parameter-privileges',
      object: { kind: 'parameter', name: 'pgaudit.log', role: 'quiet' },
    },
    ...(['SET ON PARAMETER log_statement', 'ALTER SYSTEM ON PARAMETER log_directory'] as const).map(
      (right): ExistingCheckCase => ({
        key: 'audit-config-change-rights',
        says: `a role with ${right}`,
        setup: 'CREATE ROLE quiet LOGIN',
        bad: `GRANT ${right} TO quiet`,
        undo: `REVOKE ${right} FROM quiet; DROP ROLE quiet`,
        control: 'parameter-privileges',
        object: { kind: 'parameter', name: right.split(' ').at(-1) ?? '', role: 'quiet' },
      }),
    ),
    {
      key: 'audit-config-change-rights',
      says: 'a role that may write server files',
      setup: 'CREATE ROLE quiet LOGIN',
      bad: 'GRANT pg_write_server_files TO quiet',
      undo: 'DROP ROLE quiet',
      control: 'server-program-role-membership',
      object: { role: 'quiet' },
    },
    {
      key: 'audit-config-change-rights',
      says: 'another superuser',
      bad: 'CREATE ROLE quiet LOGIN SUPERUSER',
      undo: 'DROP ROLE quiet',
      control: 'superuser-count',
      object: { kind: 'role', role: 'quiet' },
    },
  ],
);
