import { acts, type ExecutedCase, own } from './executed-case.ts';

/** By a setting that was given away. */
export const settingCases: readonly ExecutedCase[] = [
  {
    ...own,
    name: 'archive_command with a reload of its own',
    majors: [15, 18],
    role: 'archiver',
    to: 'operating-system',
    target: 'archive_command',
    act: acts('shop', (_, { dataDirectory }) => [
      `ALTER SYSTEM SET archive_command = 'touch ${dataDirectory}/archived'`,
      'SELECT pg_reload_conf()',
    ]),
  },
  {
    ...own,
    name: 'archive_command without',
    majors: [15, 18],
    role: 'tuner',
    to: 'operating-system',
    target: 'archive_command',
    waitsFor: 'reload',
    act: acts('shop', () => ["ALTER SYSTEM SET archive_command = 'true'"]),
  },
  {
    ...own,
    name: 'log_directory',
    majors: [15, 18],
    role: 'logger',
    to: 'operating-system',
    target: 'log_directory',
    act: acts('shop', () => ["ALTER SYSTEM SET log_directory = '/tmp'", 'SELECT pg_reload_conf()']),
  },
  {
    ...own,
    name: 'session_preload_libraries',
    majors: [15, 18],
    role: 'preloader',
    to: 'operating-system',
    target: 'session_preload_libraries',
    waitsFor: 'a library',
    act: acts('shop', (as) => [`ALTER ROLE ${as} SET session_preload_libraries = '/tmp/none.so'`]),
  },
  {
    ...own,
    name: 'lo_compat_privileges',
    majors: [15, 18],
    role: 'blob_reader',
    to: 'all-data',
    target: 'lo_compat_privileges',
    act: acts('shop', () => ['SET lo_compat_privileges = on', 'SELECT lo_get(4711)']),
  },
];
