import { encode } from 'next-auth/jwt';
import { Access, accessFor } from '../service/auth/access.ts';
import { livePerson } from '../service/auth/live-session.ts';
import { hashPassword } from '../service/auth/password.ts';
import { type Permission, type PersonRole, permissions, roleMay } from '../service/auth/permissions.ts';
import { sessionCookieName } from '../service/auth/session-cookie.ts';
import { signIn } from '../service/auth/sign-in.ts';
import { inTransaction } from '../service/db/client.ts';
import { insertPerson } from '../service/db/people.ts';
import { sessionSecret } from '../service/secrets/session-secret.ts';

export const testPassword = 'correct horse battery staple';

export async function makePerson(role: PersonRole, email = `${role}@example.com`): Promise<string> {
  const passwordHash = await hashPassword(testPassword);
  return inTransaction((transaction) => insertPerson(transaction, { email, name: role, role, passwordHash }));
}

/** Signs in as a browser would end up: the `Cookie` header and the session behind it. */
export async function cookieOf(
  email: string,
): Promise<{ readonly cookie: string; readonly sessionId: string }> {
  const session = await signIn({ email, password: testPassword, address: '192.0.2.1', userAgent: 'test' });
  if (session === null) throw new Error(`${email} cannot sign in`);
  const token = await encode({ token: { sid: session.sessionId }, secret: sessionSecret() });
  return { cookie: `${sessionCookieName()}=${token}`, sessionId: session.sessionId };
}

/** Somebody of this role, let in: an access that holds what the role does. */
export async function accessOf(role: PersonRole, email = `${role}@example.com`): Promise<Access<Permission>> {
  const id = await makePerson(role, email);
  const person = { id, email, name: role, role, sessionId: 'test' };
  return new Access<Permission>(person, email, (permission) => roleMay(role, permission));
}

/** Somebody who is really signed in: their access, and the cookie that a browser would send. */
export interface SignedIn {
  readonly id: string;
  readonly email: string;
  readonly access: Access<Permission>;
  readonly cookie: string;
}

/** Signs somebody in who is there, as what they are now. */
export async function signedIn(email: string): Promise<SignedIn> {
  const { cookie, sessionId } = await cookieOf(email);
  const person = await livePerson(sessionId);
  if (person === null) throw new Error(`${email} is not signed in`);
  const held = permissions.filter((permission) => roleMay(person.role, permission));
  return { id: person.id, email, cookie, access: accessFor(person, held) };
}
