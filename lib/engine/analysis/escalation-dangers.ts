import type { RoleGraph } from './role-graph.ts';
import type { Bits } from './role-graph-closure.ts';

/** Predefined roles that reach past the database to the server's operating system (documentation 21.5). */
export const dangerousRoles = [
  { name: 'pg_execute_server_program', power: 'run any program as the account of the server' },
  { name: 'pg_write_server_files', power: 'write any file the account of the server can write' },
  {
    name: 'pg_read_server_files',
    power: 'read any file the account of the server can read, the data directory too',
  },
] as const;

/** Who may use it now: 14 asks for membership of whatever options, 15 and later for the privileges (`commands/copy.c`). */
export function activeMembers(graph: RoleGraph, major: number, of: string): Bits {
  return graph.reachersOf(of, major < 15 ? 'member' : 'inherit');
}
