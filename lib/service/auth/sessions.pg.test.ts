import { getServerSession } from 'next-auth/next';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServiceDatabase, startServiceDatabase } from '../../testing/service-database.ts';
import { cookieOf, makePerson, testPassword } from '../../testing/service-people.ts';
import { changeRole, disablePerson, enablePerson } from '../people/change-person.ts';
import { changePassword, endOwnSession, listOwnSessions } from '../people/own-account.ts';
import { accessFor, actAsPostern } from './access.ts';
import { idleLimitMs, livePerson, sessionLifetimeMs } from './live-session.ts';
import { attemptLimits } from './lock-out.ts';
import { nextAuthOptions } from './next-auth-options.ts';
import { sessionCookieName } from './session-cookie.ts';
import { signIn, signOut } from './sign-in.ts';

let service: ServiceDatabase;
let dba: string;
const manager = actAsPostern('person:manage');

beforeAll(async () => {
  service = await startServiceDatabase();
  await makePerson('administrator');
  dba = await makePerson('dba');
});
afterAll(() => service.stop());

async function session() {
  const { sessionId, cookie } = await cookieOf('dba@example.com');
  const person = await livePerson(sessionId);
  if (person === null) throw new Error('a fresh session is dead');
  return { sessionId, cookie, access: accessFor(person, ['self:manage']) };
}

/** What next-auth itself makes of a cookie. */
async function nextAuthSession(cookie: string): Promise<unknown> {
  const value = cookie.slice(cookie.indexOf('=') + 1);
  const request = { headers: {}, cookies: { [sessionCookieName()]: value } };
  const response = { getHeader: () => undefined, setHeader: () => {}, setCookie: () => {} };
  // Only these parts of a request and a response are looked at.
  return Reflect.apply(getServerSession, null, [request, response, nextAuthOptions()]);
}

test('a copied cookie dies with its session, for the door and for next-auth', async () => {
  const { sessionId, cookie } = await session();
  expect(await nextAuthSession(cookie)).toMatchObject({ user: { email: 'dba@example.com' } });
  await signOut(sessionId);
  expect(await livePerson(sessionId)).toBeNull();
  expect(await nextAuthSession(cookie)).toBeNull();
});

test('a change of role ends every session at once, and a new one has the new role', async () => {
  const [one, two] = [await session(), await session()];
  await changeRole(manager, dba, 'auditor');
  expect(await livePerson(one.sessionId)).toBeNull();
  expect(await livePerson(two.sessionId)).toBeNull();
  const after = await session();
  expect(after.access.may('target:register')).toBe(false);
  expect((await livePerson(after.sessionId))?.role).toBe('auditor');
  await changeRole(manager, dba, 'dba');
});

test('disabling ends every session at once and refuses the right password; enabling opens no old one', async () => {
  const { sessionId } = await session();
  await disablePerson(manager, dba);
  expect(await livePerson(sessionId)).toBeNull();
  const request = {
    email: 'dba@example.com',
    password: testPassword,
    address: '198.51.100.7',
    userAgent: '',
  };
  expect(await signIn(request)).toBeNull();
  await enablePerson(manager, dba);
  expect(await livePerson(sessionId)).toBeNull();
  expect(await signIn(request)).not.toBeNull();
});

test('a new password ends every session, and needs the old one', async () => {
  const { sessionId, access } = await session();
  await expect(
    changePassword(access, { current: 'not this one', password: testPassword }, '192.0.2.9'),
  ).rejects.toMatchObject({
    code: 'wrong-password',
  });
  expect(await livePerson(sessionId)).not.toBeNull();
  await changePassword(access, { current: testPassword, password: testPassword }, '192.0.2.9');
  expect(await livePerson(sessionId)).toBeNull();
});

test('a stolen session is no place to guess the password', async () => {
  const { access } = await session();
  const guess = () => changePassword(access, { current: 'a guess', password: testPassword }, '192.0.2.10');
  for (let at = 0; at < attemptLimits.pair; at += 1)
    await expect(guess()).rejects.toMatchObject({ code: 'wrong-password' });
  await expect(guess()).rejects.toMatchObject({ code: 'too-many-attempts' });
});

test('twelve hours after signing in it is over, and an hour after the last request', async () => {
  const { sessionId } = await session();
  const begun = Date.now();
  expect(await livePerson(sessionId, new Date(begun + idleLimitMs + 2000))).toBeNull();
  for (let at = begun; at < begun + sessionLifetimeMs - idleLimitMs; at += idleLimitMs / 2) {
    expect(await livePerson(sessionId, new Date(at))).not.toBeNull();
  }
  expect(await livePerson(sessionId, new Date(begun + sessionLifetimeMs + 1000))).toBeNull();
});

test('people see and end their own sessions and nobody else’s', async () => {
  const [one, two] = [await session(), await session()];
  const listed = await listOwnSessions(one.access);
  expect(listed.find((each) => each.id === one.sessionId)?.current).toBe(true);
  expect(listed.some((each) => each.id === two.sessionId)).toBe(true);
  await endOwnSession(one.access, two.sessionId);
  expect(await livePerson(two.sessionId)).toBeNull();
  const other = await cookieOf('administrator@example.com');
  await expect(endOwnSession(one.access, other.sessionId)).rejects.toMatchObject({ code: 'not-found' });
  expect(await livePerson(other.sessionId)).not.toBeNull();
});

test('the last administrator stays one', async () => {
  const administrator = await livePerson((await cookieOf('administrator@example.com')).sessionId);
  const id = administrator?.id ?? '';
  await expect(changeRole(manager, id, 'dba')).rejects.toMatchObject({ code: 'conflict' });
  await expect(disablePerson(manager, id)).rejects.toMatchObject({ code: 'conflict' });
});

test.each(['dba@example.com', 'nobody@example.com'])(
  'after too many attempts %s is locked, here and not elsewhere',
  async (email) => {
    const from = (address: string, password: string) => signIn({ email, password, address, userAgent: '' });
    for (let at = 0; at < attemptLimits.pair; at += 1)
      expect(await from('203.0.113.5', 'wrong password')).toBeNull();
    const locked = { code: 'too-many-attempts', message: 'Too many attempts. Try again in 15 minutes.' };
    await expect(from('203.0.113.5', testPassword)).rejects.toMatchObject(locked);
    const elsewhere = await from('203.0.113.6', testPassword);
    expect(elsewhere === null).toBe(email === 'nobody@example.com');
  },
);

test('many guesses at once do not slip under the limit', async () => {
  const guesses = Array.from({ length: 20 }, () =>
    signIn({
      email: 'administrator@example.com',
      password: 'a guess',
      address: '203.0.113.9',
      userAgent: '',
    }).then(
      () => 'judged',
      () => 'locked',
    ),
  );
  const judged = (await Promise.all(guesses)).filter((outcome) => outcome === 'judged').length;
  expect(judged).toBeLessThanOrEqual(attemptLimits.pair);
});

test('an account that is not there costs the same work to refuse as one that is', async () => {
  const attempt = async (email: string, at: number) => {
    const begun = performance.now();
    await signIn({ email, password: 'wrong password', address: `10.0.${at}.1`, userAgent: '' });
    return performance.now() - begun;
  };
  const middle = (times: readonly number[]) => [...times].sort((a, b) => a - b)[7] ?? 0;
  await attempt('warm@example.com', 99);
  const known: number[] = [];
  const unknown: number[] = [];
  // Interleaved, so that a busy machine is as busy for both.
  for (let at = 0; at < 15; at += 1) {
    known.push(await attempt('dba@example.com', at));
    unknown.push(await attempt(`nobody-${at}@example.com`, at + 20));
  }
  // Without the decoy the hash is left out, and with it nearly all of the time.
  expect(middle(unknown)).toBeGreaterThan(middle(known) / 2);
  expect(middle(unknown)).toBeLessThan(middle(known) * 2);
});
