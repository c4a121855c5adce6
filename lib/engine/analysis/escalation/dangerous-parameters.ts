import type { Privilege } from '../../model/privilege.ts';

/** What a parameter that was handed to a role (15 and later) leads to. */
export interface DangerousParameter {
  readonly name: string;
  /** Privileges on it that are enough. */
  readonly privileges: readonly Extract<Privilege, 'SET' | 'ALTER SYSTEM'>[];
  readonly to: 'operating-system' | 'all-data';
  /** What the server then does, after "the server will". */
  readonly effect: string;
  /** When: at once, at a reload, at a restart, or during recovery. */
  readonly when: 'at-once' | 'reload' | 'restart' | 'recovery';
  /** A file the holder has to have on the server first, which the parameter does not give. */
  readonly file: string | null;
}

const library = 'a library it can choose, placed on the server';
const load = 'load a library by it';

/** Parameters that name a program, a library or a file (`guc_tables.c`), or switch checks off. Logging parameters blind the audit trail and are no way further. */
export const dangerousParameters: readonly DangerousParameter[] = [
  ...(
    [
      ['archive_command', 'reload'],
      ['restore_command', 'recovery'],
      ['archive_cleanup_command', 'recovery'],
      ['recovery_end_command', 'recovery'],
      ['ssl_passphrase_command', 'restart'],
    ] as const
  ).map(
    ([name, when]): DangerousParameter => ({
      name,
      privileges: ['ALTER SYSTEM'],
      to: 'operating-system',
      effect: 'run the program in it',
      when,
      file: null,
    }),
  ),
  ...(
    ['archive_library', 'shared_preload_libraries', 'jit_provider', 'oauth_validator_libraries'] as const
  ).map(
    (name): DangerousParameter => ({
      name,
      privileges: ['ALTER SYSTEM'],
      to: 'operating-system',
      effect: load,
      when: name === 'archive_library' || name === 'oauth_validator_libraries' ? 'reload' : 'restart',
      file: library,
    }),
  ),
  ...(['session_preload_libraries', 'dynamic_library_path', 'extension_control_path'] as const).map(
    (name): DangerousParameter => ({
      name,
      privileges: ['SET', 'ALTER SYSTEM'],
      to: 'operating-system',
      effect: name === 'extension_control_path' ? 'run the scripts of extensions found by it' : load,
      when: 'at-once',
      file:
        name === 'extension_control_path' ? 'extension files it can choose, placed on the server' : library,
    }),
  ),
  {
    name: 'local_preload_libraries',
    privileges: ['ALTER SYSTEM'],
    to: 'operating-system',
    effect: load,
    when: 'reload',
    file: 'a library it can choose, placed in $libdir/plugins',
  },
  ...(['log_directory', 'log_filename'] as const).map(
    (name): DangerousParameter => ({
      name,
      privileges: ['ALTER SYSTEM'],
      to: 'operating-system',
      effect: 'write its log, and what sessions make it say, to a file of that name',
      when: 'reload',
      file: null,
    }),
  ),
  ...(['hba_file', 'ident_file'] as const).map(
    (name): DangerousParameter => ({
      name,
      privileges: ['ALTER SYSTEM'],
      to: 'operating-system',
      effect: 'take its connection rules from that file',
      when: 'restart',
      file: 'a file it can choose, placed on the server',
    }),
  ),
  {
    name: 'lo_compat_privileges',
    privileges: ['SET'],
    to: 'all-data',
    effect: 'check no access list of large objects',
    when: 'at-once',
    file: null,
  },
];
