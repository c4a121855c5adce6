import type { ThreatEntry } from './catalogue.ts';

/** Having, or gaining, more rights than the task needs. */
export const threatsOfPrivilege = {
  'escalation-to-superuser': {
    title: 'An ordinary role becomes superuser, or as good as one',
    actor: 'A logged-in role, or code that runs as one',
    asset: 'Everything in the cluster',
    boundary: 'Ordinary role to superuser',
    path: 'Through memberships, ADMIN OPTION, CREATEROLE, ownership or a carelessly written SECURITY DEFINER function a role takes on rights that nobody meant to give it.',
    examples: [
      'SET ROLE along a chain of memberships',
      'CREATEROLE before version 16',
      'a SECURITY DEFINER function of a superuser that PUBLIC may execute',
    ],
  },
  'escalation-to-operating-system': {
    title: 'A database role reaches the files or the shell of the server',
    actor: 'A logged-in role with server-side reach',
    asset: 'The host, its files and its network position',
    boundary: 'Database to operating system',
    path: 'COPY … PROGRAM, server file access, untrusted languages or loadable libraries let SQL run as the operating system account of the server.',
    examples: [
      'members of pg_execute_server_program',
      'functions in plpython3u or C',
      'SET right on session_preload_libraries',
    ],
  },
  'over-privileged-application': {
    title: 'An application can do far more than its job',
    actor: 'An attacker with SQL injection or remote code in the application',
    asset: 'Data and structure beyond what the application uses',
    boundary: 'Application to database',
    path: 'The service connects as owner or superuser, or holds rights through PUBLIC and broad grants, so that one hole in the application opens the whole database.',
    examples: [
      'the application owns its tables and may drop them',
      'ALL PRIVILEGES granted for convenience',
      'one role for reading, writing and migrating',
    ],
  },
  'trojan-objects': {
    title: 'Somebody’s code runs with somebody else’s rights',
    actor: 'A role that may create objects where others look them up',
    asset: 'The rights of whoever calls, owners and superusers first of all',
    boundary: 'Low-privileged creator to high-privileged caller',
    path: 'A function, operator, temporary table or trigger is placed where an unqualified name finds it first, and is executed by a more privileged session.',
    examples: [
      'CREATE on schema public for everybody',
      'SECURITY DEFINER without a fixed search_path',
      'event triggers owned by an ordinary role',
    ],
  },
  'dangerous-ddl': {
    title: 'A change of structure takes the service or its protection down',
    actor: 'A migration, an administrator in haste, an application with the right to',
    asset: 'Availability, and controls that live in the schema',
    boundary: 'Deployment to production',
    path: 'DDL runs unreviewed or unbounded: it waits for a lock and everything queues behind it, or it drops a policy, a constraint or a grant on the way.',
    examples: [
      'ALTER TABLE without lock_timeout at noon',
      'a migration that recreates a table without its row security',
      'DROP by a role that should only write',
    ],
  },
  'resource-exhaustion': {
    title: 'One client uses up what all need',
    actor: 'A faulty or hostile client with a valid login',
    asset: 'Connections, memory, disk and locks',
    boundary: 'One session to all others',
    path: 'Without limits a session holds locks or idle transactions, opens connections until none are left, or fills the disk with temporary files and retained log.',
    examples: [
      'no connection limit on an application role',
      'idle_in_transaction_session_timeout = 0',
      'an abandoned replication slot',
    ],
  },
} satisfies Readonly<Record<string, ThreatEntry>>;
