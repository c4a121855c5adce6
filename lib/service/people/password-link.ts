import { z } from 'zod';
import { recordEvent } from '../audit/record.ts';
import type { Access } from '../auth/access.ts';
import { proofSchema, reauthenticate } from '../auth/reauthenticate.ts';
import { requireActor } from '../auth/require-actor.ts';
import { inTransaction, type Transaction } from '../db/client.ts';
import { endPasswordLinks, insertPasswordLink } from '../db/password-links.ts';
import { lockPerson } from '../db/people.ts';
import { ServiceError } from '../errors.ts';
import { newToken } from './one-time-link.ts';

/** A day: whoever forgot a password waits for it. */
export const passwordLinkMs = 24 * 60 * 60 * 1000;

export const passwordLinkSchema = z.strictObject({ id: z.uuid(), proof: proofSchema });

export interface MadeLink {
  /** With the token, shown this once. */
  readonly path: string;
  readonly expiresAt: string;
}

/** Takes the place of any open link of this person. The caller has proven who they are, and records it. */
export async function insertLink(
  transaction: Transaction,
  person: { readonly id: string; readonly disabledAt: Date | null },
  issuedById: string | null,
): Promise<MadeLink & { readonly replaced: number }> {
  if (person.disabledAt !== null)
    throw new ServiceError('conflict', 'This account is disabled: a new password would not let anybody in.');
  const { token, tokenHash } = newToken();
  const expiresAt = new Date(Date.now() + passwordLinkMs);
  const replaced = await endPasswordLinks(transaction, person.id, 'another link took its place');
  await insertPasswordLink(transaction, { tokenHash, personId: person.id, issuedById, expiresAt });
  return { path: `/password?token=${token}`, expiresAt: expiresAt.toISOString(), replaced };
}

/** Both, in one order whoever acts on whom: two administrators who act on each other take turns. */
async function lockBoth(transaction: Transaction, actor: string, id: string) {
  for (const one of [actor, id].sort()) await lockPerson(transaction, one);
  const person = await lockPerson(transaction, id);
  if (person === null) throw new ServiceError('not-found', 'There is no such person.');
  return person;
}

/**
 * Makes a one-time link that lets somebody set a new password, with the own password typed again: whoever has the link can become
 * that person. Nothing of theirs changes until it is used. From then on the two accounts count as one wherever two people are
 * asked for (`sameHand`). Throws `conflict` for oneself and for who is disabled.
 */
export async function makePasswordLink(
  access: Access<'person:manage'>,
  { id, proof }: z.infer<typeof passwordLinkSchema>,
  address: string,
): Promise<MadeLink> {
  access.demand('person:manage');
  await reauthenticate(access, proof, { address, about: 'a password link for somebody' });
  return inTransaction(async (transaction) => {
    const person = await lockBoth(transaction, access.person.id, id);
    await requireActor(transaction, access, 'person:manage');
    if (id === access.person.id)
      throw new ServiceError('conflict', 'This is you: change your own password under Your account.');
    const { path, expiresAt, replaced } = await insertLink(transaction, person, access.person.id);
    await recordEvent(transaction, access.actor, 'person.make-password-link', person.email, {
      expiresAt,
      replaced,
    });
    return { path, expiresAt };
  });
}

/** Makes a person's open link worthless. */
export async function withdrawPasswordLink(access: Access<'person:manage'>, id: string): Promise<void> {
  access.demand('person:manage');
  await inTransaction(async (transaction) => {
    const person = await lockPerson(transaction, id);
    const ended =
      person === null ? 0 : await endPasswordLinks(transaction, id, `withdrawn by ${access.actor.name}`);
    if (person === null || ended === 0) throw noOpenLink();
    await recordEvent(transaction, access.actor, 'person.withdraw-password-link', person.email);
  });
}

export const noOpenLink = () => new ServiceError('not-found', 'There is no open password link.');
