import type { Detour } from './escalation/power.ts';
import type { RoleGraph } from './role-graph.ts';

/**
 * One step from acting as `from` to acting as `to`.
 *
 * - `set-role`: `SET ROLE`, allowed by a membership today.
 * - `admin-option`: grants itself membership first.
 * - `create-role`: the same by CREATEROLE, which before 16 needs no ADMIN OPTION.
 * - `password`: gives the role a password and LOGIN, and connects as it.
 * - `detour`: has something that acts as the role do its will; `detour` says what.
 */
export interface Step {
  readonly by: 'set-role' | 'admin-option' | 'create-role' | 'password' | 'detour';
  readonly from: string;
  readonly to: string;
  readonly detour?: Detour;
}

/** The step as a sentence. Names stand in it as the catalog has them: escape it where it is shown. */
export function stepInWords(graph: RoleGraph, { by, from, to, detour }: Step): string {
  switch (by) {
    case 'set-role': {
      const between = (graph.path(from, to, 'set') ?? []).slice(1, -1).map((name) => `"${name}"`);
      const through = between.length > 0 ? ` through ${between.join(', ')}` : '';
      return `"${from}" may SET ROLE to "${to}"${through}`;
    }
    case 'admin-option':
      return `"${from}" may grant "${to}" to itself by ADMIN OPTION`;
    case 'create-role':
      return `"${from}" may grant "${to}" to itself by CREATEROLE`;
    case 'detour':
      return detour?.inWords(from) ?? '';
    case 'password':
      return `"${from}" may set the password of "${to}" by CREATEROLE, and log in as it`;
  }
}

/** Roles whose password and LOGIN `role` may set (`AlterRole` in `commands/user.c`); none for a superuser, who needs no way. */
export function passwordTargets(graph: RoleGraph, major: number, role: string): string[] {
  const row = graph.roles.get(role);
  if (!row?.createRole || row.superuser) return [];
  const administered = major < 16 ? null : graph.adminOptions(role);
  return graph.names.filter((name) => {
    const target = graph.roles.get(name);
    if (!target || target.superuser || name === role || name.startsWith('pg_')) return false;
    return administered ? administered.has(name) : !target.replication;
  });
}
