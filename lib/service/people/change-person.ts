import { recordEvent } from '../audit/record.ts';
import type { Access } from '../auth/access.ts';
import type { PersonRole } from '../auth/permissions.ts';
import { inTransaction, type Transaction } from '../db/client.ts';
import { endPasswordLinks } from '../db/password-links.ts';
import { changePerson, lockAdministrators, lockPerson } from '../db/people.ts';
import { revokeSessionsOf } from '../db/sessions.ts';
import { ServiceError } from '../errors.ts';

async function requireLocked(transaction: Transaction, id: string) {
  const person = await lockPerson(transaction, id);
  if (person === null) throw new ServiceError('not-found', 'There is no such person.');
  return person;
}

/** Nobody can lock everybody out: the last administrator who can sign in stays one. */
async function requireAnother(transaction: Transaction, id: string): Promise<void> {
  const administrators = await lockAdministrators(transaction);
  if (administrators.every((other) => other === id)) {
    throw new ServiceError(
      'conflict',
      'This is the last administrator. Make somebody else administrator first.',
    );
  }
}

/** Their sessions end at once, so that the new role holds from the next request on. */
export async function changeRole(
  access: Access<'person:manage'>,
  id: string,
  role: PersonRole,
): Promise<void> {
  access.demand('person:manage');
  await inTransaction(async (transaction) => {
    if (role !== 'administrator') await requireAnother(transaction, id);
    const person = await requireLocked(transaction, id);
    if (person.role === role) return;
    await changePerson(transaction, id, { role });
    await revokeSessionsOf(transaction, id);
    await recordEvent(transaction, access.actor, 'person.change-role', person.email, {
      from: person.role,
      to: role,
    });
  });
}

/** Their sessions end at once and they cannot sign in; what they did stays theirs. */
export async function disablePerson(access: Access<'person:manage'>, id: string): Promise<void> {
  access.demand('person:manage');
  await inTransaction(async (transaction) => {
    await requireAnother(transaction, id);
    const person = await requireLocked(transaction, id);
    if (person.disabledAt !== null) return;
    await changePerson(transaction, id, { disabledAt: new Date() });
    await endPasswordLinks(transaction, id, 'the account was disabled');
    await revokeSessionsOf(transaction, id);
    await recordEvent(transaction, access.actor, 'person.disable', person.email);
  });
}

export async function enablePerson(access: Access<'person:manage'>, id: string): Promise<void> {
  access.demand('person:manage');
  await inTransaction(async (transaction) => {
    const person = await requireLocked(transaction, id);
    if (person.disabledAt === null) return;
    await changePerson(transaction, id, { disabledAt: null });
    await recordEvent(transaction, access.actor, 'person.enable', person.email);
  });
}
