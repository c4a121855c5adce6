import { alterSystem } from '../../../testing/alter-system.ts';
import { existingCheckCases } from '../../../testing/existing-check-cases.ts';

existingCheckCases({ major: 17 }, [
  {
    key: 'superuser-count',
    says: 'a second superuser, and nobody said anything',
    bad: 'CREATE ROLE boss LOGIN SUPERUSER',
    undo: 'DROP ROLE boss',
    control: 'superuser-count',
    object: { kind: 'role', role: 'boss' },
  },
  {
    key: 'superuser-login-path',
    says: 'a login that is a superuser itself',
    setup: 'CREATE ROLE boss LOGIN',
    bad: 'ALTER ROLE boss SUPERUSER',
    undo: 'DROP ROLE boss',
    control: 'superuser-count',
    object: { kind: 'role', role: 'boss' },
  },
  {
    key: 'superuser-login-path',
    says: 'a login two memberships away from a superuser',
    setup: 'CREATE ROLE root SUPERUSER; CREATE ROLE mid; GRANT root TO mid; CREATE ROLE climber LOGIN',
    bad: 'GRANT mid TO climber',
    undo: 'DROP ROLE root, mid, climber',
    control: 'superuser-login-path',
    object: { kind: 'role', role: 'climber' },
  },
  ...(
    [
      ['createrole-attribute', 'CREATEROLE'],
      ['createdb-attribute', 'CREATEDB'],
      ['bypassrls-attribute', 'BYPASSRLS'],
    ] as const
  ).map(([key, attribute]) => ({
    key,
    says: `a role with ${attribute}`,
    setup: 'CREATE ROLE holder LOGIN',
    bad: `ALTER ROLE holder ${attribute}`,
    undo: 'DROP ROLE holder',
    control: key,
    object: { kind: 'role', role: 'holder' } as const,
  })),
  {
    key: 'bypassrls-reachable',
    says: 'a login that may become a role with BYPASSRLS',
    setup: 'CREATE ROLE bypasser BYPASSRLS; CREATE ROLE stepper LOGIN',
    bad: 'GRANT bypasser TO stepper WITH INHERIT FALSE',
    undo: 'DROP ROLE bypasser, stepper',
    control: 'bypassrls-reachable',
    object: { kind: 'role', role: 'stepper' },
  },
  ...(['pg_write_all_data', 'pg_signal_backend', 'pg_maintain', 'pg_create_subscription'] as const).map(
    (predefined) => ({
      key: 'predefined-role-membership',
      says: `a member of ${predefined}, and nobody said anything`,
      setup: 'CREATE ROLE member LOGIN',
      bad: `GRANT ${predefined} TO member`,
      undo: 'DROP ROLE member',
      control: 'predefined-role-membership' as const,
      object: { kind: 'membership', name: predefined, role: 'member' } as const,
    }),
  ),
  {
    key: 'predefined-role-membership',
    says: 'a member of an approved role that is a member of pg_monitor',
    policy: {
      version: 1,
      roles: [
        { role: 'crew', kind: 'admin' },
        { role: 'app', kind: 'application' },
      ],
    },
    setup: 'CREATE ROLE crew; GRANT pg_monitor TO crew; CREATE ROLE app LOGIN',
    bad: 'GRANT crew TO app',
    undo: 'DROP ROLE crew, app',
    control: 'predefined-role-membership',
    object: { kind: 'membership', name: 'pg_monitor', role: 'app' },
  },
  {
    key: 'server-program-role-membership',
    says: 'a login that inherits pg_execute_server_program through an approved role',
    policy: { version: 1, roles: [{ role: 'crew', kind: 'admin' }] },
    setup: 'CREATE ROLE crew; GRANT pg_execute_server_program TO crew; CREATE ROLE app LOGIN',
    bad: 'GRANT crew TO app',
    undo: 'DROP ROLE crew, app',
    control: 'server-program-role-membership',
    object: { kind: 'membership', name: 'pg_execute_server_program', role: 'app' },
  },
  {
    key: 'server-program-role-membership',
    says: 'a member of pg_write_server_files',
    setup: 'CREATE ROLE app LOGIN',
    bad: 'GRANT pg_write_server_files TO app',
    undo: 'DROP ROLE app',
    control: 'server-program-role-membership',
    object: { kind: 'membership', name: 'pg_write_server_files', role: 'app' },
  },
  {
    key: 'read-all-data-reads-verifiers',
    says: 'a login that inherits pg_read_all_data through an approved role',
    policy: { version: 1, roles: [{ role: 'crew', kind: 'admin' }] },
    setup: 'CREATE ROLE crew; GRANT pg_read_all_data TO crew; CREATE ROLE app LOGIN',
    bad: 'GRANT crew TO app',
    undo: 'DROP ROLE crew, app',
    control: 'read-all-data-reads-verifiers',
    object: { kind: 'membership', name: 'pg_read_all_data', role: 'app' },
  },
  {
    key: 'membership-set-inherit-options',
    says: 'SET FALSE closes the way to BYPASSRLS, SET TRUE opens it',
    setup:
      'CREATE ROLE bypasser BYPASSRLS; CREATE ROLE stepper LOGIN; GRANT bypasser TO stepper WITH SET FALSE',
    bad: 'GRANT bypasser TO stepper WITH SET TRUE',
    undo: 'DROP ROLE bypasser, stepper',
    control: 'bypassrls-reachable',
    object: { kind: 'role', role: 'stepper' },
  },
  {
    key: 'noinherit-hidden-privileges',
    says: 'a login that reads a classified column after SET ROLE only',
    database: 'case_hidden',
    policy: {
      version: 1,
      classification: [
        {
          database: 'case_hidden',
          schema: 'public',
          table: 'people',
          column: 'ssn',
          class: 'pii',
          readers: [],
        },
      ],
    },
    setup:
      'CREATE TABLE people (ssn text); CREATE ROLE readers; GRANT SELECT ON people TO readers; CREATE ROLE hidden LOGIN NOINHERIT',
    bad: 'GRANT readers TO hidden',
    undo: 'DROP OWNED BY readers; DROP ROLE readers, hidden',
    control: 'pii-column-broad-access',
    object: { kind: 'column', name: 'people', column: 'ssn', role: 'readers' },
  },
  {
    key: 'set-user-extension',
    says: 'superusers log in, and set_user is not loaded',
    bad: 'CREATE ROLE boss LOGIN SUPERUSER',
    undo: 'DROP ROLE boss',
    control: 'set-user-extension',
    object: { kind: 'setting', name: 'shared_preload_libraries' },
  },
  {
    key: 'role-settings-override',
    says: 'sessions of one role begin as another',
    setup: 'CREATE ROLE app LOGIN; CREATE ROLE boss; GRANT boss TO app',
    bad: "ALTER ROLE app SET role = 'boss'",
    undo: 'DROP ROLE app, boss',
    control: 'role-settings-override',
    object: { kind: 'setting', name: 'role', role: 'app' },
  },
  {
    key: 'role-settings-override',
    says: 'row security off for every session of one database',
    bad: async (cluster, database) => {
      await cluster.sql(`ALTER DATABASE ${database} SET row_security = off`);
    },
    control: 'role-settings-override',
    object: { kind: 'setting', name: 'row_security' },
  },
  {
    key: 'role-connection-limit',
    says: 'no limit',
    bad: 'CREATE ROLE app LOGIN CONNECTION LIMIT -1',
    undo: 'DROP ROLE app',
    control: 'role-connection-limit',
    object: { kind: 'role', role: 'app' },
  },
  {
    key: 'role-expired-but-login',
    says: 'VALID UNTIL has passed',
    setup: 'CREATE ROLE app LOGIN',
    bad: "ALTER ROLE app VALID UNTIL '2020-01-01'",
    undo: 'DROP ROLE app',
    control: 'role-expired-but-login',
    object: { kind: 'role', role: 'app' },
  },
  {
    key: 'role-settings-override',
    says: 'one role is not audited',
    setup: async (cluster) => {
      await alterSystem('log_statement', 'ddl')(cluster);
      await cluster.sql('CREATE ROLE app LOGIN');
    },
    bad: "ALTER ROLE app SET log_statement = 'none'",
    undo: async (cluster) => {
      await cluster.sql('DROP ROLE app');
      await alterSystem('log_statement', null)(cluster);
    },
    control: 'audit-overrides',
    object: { kind: 'setting', name: 'log_statement', role: 'app' },
  },
  {
    key: 'role-settings-override',
    says: 'log_statement of one role turned off',
    setup: async (cluster) => {
      await alterSystem('log_statement', 'ddl')(cluster);
      await cluster.sql('CREATE ROLE app LOGIN');
    },
    bad: "ALTER ROLE app SET log_statement = 'none'",
    undo: async (cluster) => {
      await cluster.sql('DROP ROLE app');
      await alterSystem('log_statement', null)(cluster);
    },
    control: 'log-statement',
    object: { kind: 'setting', name: 'log_statement' },
  },
  {
    key: 'role-settings-override',
    says: 'a role whose search_path looks where everybody may create',
    setup: 'CREATE ROLE app LOGIN',
    bad: "ALTER ROLE app SET search_path = 'public', 'pg_catalog'",
    undo: 'DROP ROLE app',
    control: 'role-settings-override',
    object: { kind: 'setting', name: 'search_path', role: 'app' },
  },
  {
    key: 'orphan-role-no-privileges',
    says: 'an account that owns nothing, holds nothing and has no members',
    bad: 'CREATE ROLE leftover LOGIN',
    undo: 'DROP ROLE leftover',
    control: 'orphan-role-no-privileges',
    object: { kind: 'role', role: 'leftover' },
  },
]);
