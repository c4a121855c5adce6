import type { Access } from '../auth/access.ts';
import type { PersonRole } from '../auth/permissions.ts';
import { findOpenInvitations } from '../db/invitations.ts';
import { findPeople } from '../db/people.ts';

export interface PersonOverview {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: PersonRole;
  readonly disabledAt: string | null;
  readonly createdAt: string;
}

export interface InvitationOverview {
  readonly id: string;
  readonly email: string;
  readonly role: PersonRole;
  readonly createdAt: string;
  readonly expiresAt: string;
}

export async function listPeople(access: Access<'person:read'>): Promise<{
  readonly people: readonly PersonOverview[];
  readonly invitations: readonly InvitationOverview[];
}> {
  access.demand('person:read');
  const [people, invitations] = await Promise.all([findPeople(), findOpenInvitations(new Date())]);
  return {
    people: people.map((person) => ({
      ...person,
      disabledAt: person.disabledAt?.toISOString() ?? null,
      createdAt: person.createdAt.toISOString(),
    })),
    invitations: invitations.map((invitation) => ({
      id: invitation.id,
      email: invitation.email ?? '',
      role: invitation.role,
      createdAt: invitation.createdAt.toISOString(),
      expiresAt: invitation.expiresAt.toISOString(),
    })),
  };
}
