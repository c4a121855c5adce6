import { recordEvent } from '../audit/record.ts';
import { inTransaction } from '../db/client.ts';
import { findPersonByEmail, lockPerson } from '../db/people.ts';
import { ServiceError } from '../errors.ts';
import { insertLink, type MadeLink } from './password-link.ts';

/**
 * A password link for whoever can run commands where Postern runs: the way back for an administrator who is alone. Nobody else is
 * asked: that account can read Postern's keys. Throws `not-found` and `conflict`, in words for whoever typed the address.
 */
export async function makeMachineLink(
  email: string,
  account: string,
): Promise<MadeLink & { readonly email: string; readonly name: string }> {
  const found = await findPersonByEmail(email);
  if (found === null)
    throw new ServiceError(
      'not-found',
      `Nobody has an account with the address ${email}. Nothing was changed.`,
    );
  return inTransaction(async (transaction) => {
    const person = await lockPerson(transaction, found.id);
    if (person === null || person.disabledAt !== null)
      throw new ServiceError(
        'conflict',
        `The account ${found.email} is disabled, so a new password would not let anybody in. Nothing was changed.`,
      );
    const { path, expiresAt, replaced } = await insertLink(transaction, person, null);
    await recordEvent(
      transaction,
      { id: null, name: 'somebody on the machine' },
      'person.make-password-link',
      person.email,
      { expiresAt, replaced, account },
    );
    return { path, expiresAt, email: person.email, name: person.name };
  });
}
