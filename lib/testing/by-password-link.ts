import type { Access } from '../service/auth/access.ts';
import { makePasswordLink } from '../service/people/password-link.ts';
import { setPasswordByLink } from '../service/people/set-password-by-link.ts';
import { testPassword } from './service-people.ts';

const fromHere = '192.0.2.78';

export const tokenOf = (path: string) => new URL(path, 'http://x').searchParams.get('token') ?? '';

/** Sets somebody's password (to `testPassword`) with a link of that administrator: by either of the two, nobody can tell. */
export async function passwordByLink(
  administrator: Access<'person:manage'>,
  person: { readonly id: string },
): Promise<void> {
  const proof = { password: testPassword };
  const { path } = await makePasswordLink(administrator, { id: person.id, proof }, fromHere);
  await setPasswordByLink({ token: tokenOf(path), password: testPassword }, fromHere);
}
