import type { Metadata } from 'next';
import { InvitationForm } from '#components/people/invitation-form.tsx';
import { InvitationTable } from '#components/people/invitation-table.tsx';
import { PasswordLinkTable } from '#components/people/password-link-table.tsx';
import { PeopleTable } from '#components/people/people-table.tsx';
import { PermissionTable } from '#components/people/permission-table.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Section } from '#components/ui/section.tsx';
import { requirePerson } from '#lib/service/auth/page.ts';
import { permissionTable, personRoles, roleMeanings } from '#lib/service/auth/permissions.ts';
import { listPeople } from '#lib/service/people/list-people.ts';

export const metadata: Metadata = { title: 'People' };

export default async function PeoplePage() {
  const access = await requirePerson('person:read');
  const { people, invitations, links } = await listPeople(access);
  const manages = access.may('person:manage');
  const roles = personRoles.map((role) => ({ role, means: roleMeanings[role] }));
  return (
    <>
      <PageHeader title="People" line="Who may use Postern, and for what" />
      <div className="grid gap-9">
        <PeopleTable
          people={people}
          self={access.person.id}
          manages={manages}
          roles={roles}
          open={new Set(links.map((link) => link.personId))}
        />
        {links.length > 0 && (
          <Section title="Open password links">
            <PasswordLinkTable links={links} manages={manages} />
          </Section>
        )}
        {manages && (
          <Section title="Invite somebody">
            <InvitationForm roles={roles} />
          </Section>
        )}
        {invitations.length > 0 && (
          <Section title="Open invitations">
            <InvitationTable invitations={invitations} manages={manages} />
          </Section>
        )}
        <Section title="What each role may do">
          <PermissionTable
            roles={roles}
            rows={Object.entries(permissionTable).map(([id, { means, roles: held }]) => ({
              id,
              means,
              held,
            }))}
          />
        </Section>
      </div>
    </>
  );
}
