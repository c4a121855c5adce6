import { Badge } from '#components/ui/badge.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Cell, Head, Table } from '#components/ui/table.tsx';
import type { PersonOverview } from '#lib/service/people/list-people.ts';
import type { RoleMeaning } from './permission-table.tsx';
import { PersonActions } from './person-actions.tsx';
import { roleNames } from './role-name.ts';

export interface PeopleTableProps {
  people: readonly PersonOverview[];
  /** Who looks. */
  self: string;
  manages: boolean;
  roles: readonly RoleMeaning[];
  /** Whose password an open link can set. */
  open: ReadonlySet<string>;
}

export function PeopleTable({ people, self, manages, roles, open }: PeopleTableProps) {
  return (
    <Table
      caption="People"
      head={
        <>
          <Head>Name</Head>
          <Head>Address</Head>
          <Head>Role</Head>
          <Head>Since</Head>
          {manages && <Head>Change</Head>}
        </>
      }
    >
      {people.map((person) => (
        <tr key={person.id}>
          <Cell heading>
            <span className="flex min-w-44 flex-wrap items-center gap-2">
              <Hostile text={person.name} />
              {person.id === self && <Badge>You</Badge>}
              {person.disabledAt !== null && <Badge tone="fail">Disabled</Badge>}
            </span>
            {person.passwordLink && (
              <span className="block text-fine text-ink-soft">
                Password by a link made{' '}
                {person.passwordLink.by === null ? (
                  'on the machine'
                ) : (
                  <>
                    by <Hostile text={person.passwordLink.by} />
                  </>
                )}
                , <RelativeTime at={person.passwordLink.usedAt} />
              </span>
            )}
          </Cell>
          <Cell className="text-ink-soft">
            <span className="block min-w-56">
              <Hostile text={person.email} />
            </span>
          </Cell>
          <Cell>{roleNames[person.role]}</Cell>
          <Cell>
            <RelativeTime at={person.createdAt} />
            {person.invitedBy !== null && (
              <span className="block min-w-32 text-fine text-ink-soft">
                invited by <Hostile text={person.invitedBy} />
              </span>
            )}
          </Cell>
          {manages && (
            <Cell>
              <PersonActions
                id={person.id}
                name={person.name}
                email={person.email}
                self={person.id === self}
                linkOpen={open.has(person.id)}
                role={person.role}
                disabled={person.disabledAt !== null}
                roles={roles}
              />
            </Cell>
          )}
        </tr>
      ))}
    </Table>
  );
}
