import type { Access } from '../auth/access.ts';
import type { PersonRole } from '../auth/permissions.ts';
import { findOpenInvitations, findUsedInvitations } from '../db/invitations.ts';
import { findOpenPasswordLinks, findUsedPasswordLinks, type PasswordLinkRow } from '../db/password-links.ts';
import { findPeople } from '../db/people.ts';

export interface PersonOverview {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: PersonRole;
  readonly disabledAt: string | null;
  readonly createdAt: string;
  /** The name of whoever made the link that made the account; null for the first administrator. */
  readonly invitedBy: string | null;
  /** Where the present password comes from, if a link was ever used; `by` null: a link made on the machine. */
  readonly passwordLink: { readonly by: string | null; readonly usedAt: string } | null;
}

/** A link for a new password that can still be used. */
export interface OpenPasswordLink {
  readonly id: string;
  readonly personId: string;
  readonly email: string;
  /** Null: somebody on the machine. */
  readonly issuedBy: string | null;
  readonly expiresAt: string;
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
  readonly links: readonly OpenPasswordLink[];
}> {
  access.demand('person:read');
  const now = new Date();
  const [people, invitations, accepted, open, used] = await Promise.all([
    findPeople(),
    findOpenInvitations(now),
    findUsedInvitations(),
    findOpenPasswordLinks(now),
    findUsedPasswordLinks(),
  ]);
  // In the order of their use: the last one stays.
  const lastUsed = new Map(used.map((link) => [link.personId, link]));
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const inviters = new Map(accepted.map(({ email, createdById }) => [email, names.get(createdById ?? '')]));
  return {
    people: people.map((person) => ({
      ...person,
      disabledAt: person.disabledAt?.toISOString() ?? null,
      createdAt: person.createdAt.toISOString(),
      invitedBy: inviters.get(person.email) ?? null,
      passwordLink: usedLink(lastUsed.get(person.id)),
    })),
    links: open.map((link) => ({
      id: link.id,
      personId: link.personId,
      email: link.person.email,
      issuedBy: link.issuedBy?.name ?? null,
      expiresAt: link.expiresAt.toISOString(),
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

function usedLink(link: PasswordLinkRow | undefined): PersonOverview['passwordLink'] {
  return link?.usedAt == null ? null : { by: link.issuedBy?.name ?? null, usedAt: link.usedAt.toISOString() };
}
