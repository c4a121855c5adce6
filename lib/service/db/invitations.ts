import { database, type Transaction } from './client.ts';
import type { PersonRole } from './generated/enums.ts';

export type InvitationPurpose = 'first-administrator' | 'invitation';

const listed = {
  id: true,
  purpose: true,
  email: true,
  role: true,
  createdAt: true,
  expiresAt: true,
} as const;

export async function insertInvitation(
  transaction: Transaction,
  invitation: {
    readonly tokenHash: string;
    readonly purpose: InvitationPurpose;
    readonly email: string | null;
    readonly role: PersonRole;
    readonly createdById: string | null;
    readonly expiresAt: Date;
  },
): Promise<string> {
  const made = await transaction.invitation.create({ data: invitation, select: { id: true } });
  return made.id;
}

/** One that can still be used. */
export function findOpenInvitation(tokenHash: string, purpose: InvitationPurpose, now: Date) {
  return database().invitation.findFirst({
    where: { tokenHash, purpose, usedAt: null, expiresAt: { gt: now } },
    select: listed,
  });
}

/** Uses it up; null when somebody else just did, or it is over. The row's own condition decides, so only one can win. */
export async function consumeInvitation(
  transaction: Transaction,
  tokenHash: string,
  purpose: InvitationPurpose,
  now: Date,
) {
  const used = await transaction.invitation.updateMany({
    where: { tokenHash, purpose, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  });
  if (used.count === 0) return null;
  return transaction.invitation.findUnique({ where: { tokenHash }, select: listed });
}

export function findOpenInvitations(now: Date) {
  return database().invitation.findMany({
    where: { purpose: 'invitation', usedAt: null, expiresAt: { gt: now } },
    orderBy: { createdAt: 'desc' },
    select: listed,
  });
}

/** Those that became an account: for which address, and who made them. */
export function findUsedInvitations() {
  return database().invitation.findMany({
    where: { purpose: 'invitation', usedAt: { not: null } },
    orderBy: { usedAt: 'asc' },
    select: { email: true, createdById: true },
  });
}

/** Withdraws; the address it was for, or null when there was nothing to withdraw. */
export async function deleteInvitation(transaction: Transaction, id: string): Promise<string | null> {
  const found = await transaction.invitation.findFirst({
    where: { id, purpose: 'invitation', usedAt: null },
  });
  if (found === null) return null;
  await transaction.invitation.delete({ where: { id } });
  return found.email;
}

/** Every unused link of a purpose: a new start makes a new one. */
export async function deleteOpenInvitations(
  transaction: Transaction,
  purpose: InvitationPurpose,
): Promise<void> {
  await transaction.invitation.deleteMany({ where: { purpose, usedAt: null } });
}
