import { Cell, Head, Table } from '#components/ui/table.tsx';
import { VerdictMark } from '#components/ui/verdict-mark.tsx';
import type { PersonRole } from '#lib/service/auth/permissions.ts';
import { roleNames } from './role-name.ts';

export interface RoleMeaning {
  readonly role: PersonRole;
  readonly means: string;
}

export interface PermissionTableProps {
  roles: readonly RoleMeaning[];
  rows: readonly { readonly id: string; readonly means: string; readonly held: readonly PersonRole[] }[];
}

/** The permission table that the door itself consults. */
export function PermissionTable({ roles, rows }: PermissionTableProps) {
  return (
    <Table
      caption="Permissions by role"
      head={
        <>
          <Head>Permission</Head>
          {roles.map(({ role }) => (
            <Head key={role}>{roleNames[role]}</Head>
          ))}
        </>
      }
    >
      {rows.map((row) => (
        <tr key={row.id}>
          <Cell heading>
            {row.means} <span className="font-mono text-fine text-ink-faint">{row.id}</span>
          </Cell>
          {roles.map(({ role }) => (
            <Cell key={role}>
              {row.held.includes(role) ? (
                <VerdictMark mark="pass" word="May" />
              ) : (
                <VerdictMark mark="not-applicable" word="May not" quiet />
              )}
            </Cell>
          ))}
        </tr>
      ))}
    </Table>
  );
}
