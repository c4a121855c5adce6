import type { Transaction } from '../db/client.ts';
import { lockPerson } from '../db/people.ts';
import { isSessionLive } from '../db/sessions.ts';
import { ServiceError } from '../errors.ts';
import type { Access } from './access.ts';
import { type Permission, type PersonRole, roleMay } from './permissions.ts';

export interface LiveActor {
  readonly id: string;
  readonly role: PersonRole;
}

/**
 * Whoever acts, as they are inside the transaction that decides: the door let them in a moment ago, and between the two somebody
 * may have changed their role, disabled them or ended their session. Held until the transaction ends.
 */
export async function requireActor<P extends Permission>(
  transaction: Transaction,
  access: Access<P>,
  permission: P,
): Promise<LiveActor> {
  const { id, sessionId } = access.person;
  const person = await lockPerson(transaction, id);
  if (person === null || person.disabledAt !== null || !roleMay(person.role, permission))
    throw new ServiceError('forbidden', 'Your role does not allow this.');
  if (!(await isSessionLive(transaction, sessionId, person)))
    throw new ServiceError('unauthenticated', 'Sign in to continue.');
  return { id: person.id, role: person.role };
}
