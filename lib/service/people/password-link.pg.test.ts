import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { tokenOf } from '../../testing/by-password-link.ts';
import { type ServiceDatabase, startServiceDatabase } from '../../testing/service-database.ts';
import { makePerson, type SignedIn, signedIn, testPassword } from '../../testing/service-people.ts';
import { livePerson } from '../auth/live-session.ts';
import { attemptLimits, linkAttemptLimit } from '../auth/lock-out.ts';
import { type PersonRole, personRoles } from '../auth/permissions.ts';
import { signIn } from '../auth/sign-in.ts';
import { changeRole, disablePerson, enablePerson } from './change-person.ts';
import { listPeople } from './list-people.ts';
import { makeMachineLink } from './machine-link.ts';
import { changePassword } from './own-account.ts';
import { endOwnPasswordLink, listOwnPasswordLinks, newestPasswordLink } from './own-password-links.ts';
import { makePasswordLink, withdrawPasswordLink } from './password-link.ts';
import { openPasswordLink, setPasswordByLink } from './set-password-by-link.ts';

// A link for who forgot their password: made, used, replaced, withdrawn, over, and what everybody can see of it.

let service: ServiceDatabase;
let ann: SignedIn;
let people = 0;
let address = '';
const proof = { password: testPassword };
const fresh = 'a sentence nobody has used yet';
const expired = { code: 'link-expired' };

async function somebody(role: PersonRole): Promise<SignedIn> {
  const email = `${role}-${++people}@example.com`;
  await makePerson(role, email);
  return signedIn(email);
}
const linkFor = async ({ id }: { readonly id: string }) =>
  tokenOf((await makePasswordLink(ann.access, { id, proof }, address)).path);
const use = (token: string, password = fresh) => setPasswordByLink({ token, password }, address);
const trailOf = (email: string) =>
  service.sql(
    `SELECT "action", "actor", "detail" FROM "AuditEvent" WHERE "subject" = '${email}' AND "action" LIKE '%password%' ORDER BY "seq"`,
  );
const canSignIn = async (email: string, password: string) =>
  (await signIn({ email, password, address, userAgent: '' })) !== null;

beforeAll(async () => {
  service = await startServiceDatabase();
  ann = await somebody('administrator');
});
afterAll(() => service.stop());
beforeEach(() => {
  address = `192.0.2.${++people}`;
});

test('nothing changes until it is used; then the new password counts and every session is over', async () => {
  const bob = await somebody('reviewer');
  const token = await linkFor(bob);
  expect(await livePerson(bob.access.person.sessionId)).not.toBeNull();
  expect(await canSignIn(bob.email, testPassword)).toBe(true);
  expect(await openPasswordLink(token, address)).toMatchObject({
    email: bob.email,
    issuedBy: 'administrator',
  });
  expect(await use(token)).toEqual({ email: bob.email });
  expect(await livePerson(bob.access.person.sessionId)).toBeNull();
  expect(await canSignIn(bob.email, testPassword)).toBe(false);
  expect(await canSignIn(bob.email, fresh)).toBe(true);
});

test('it works once, also for two who press at the same moment', async () => {
  const bob = await somebody('dba');
  const token = await linkFor(bob);
  const both = await Promise.allSettled([use(token, `${fresh} 1`), use(token, `${fresh} 2`)]);
  expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
  await expect(use(token)).rejects.toMatchObject(expired);
  expect(await openPasswordLink(token, address)).toBeNull();
});

test('another one takes its place, one that is over or withdrawn is worthless, and so is a made-up one', async () => {
  const bob = await somebody('dba');
  const replaced = await linkFor(bob);
  const withdrawn = await linkFor(bob);
  await expect(use(replaced)).rejects.toMatchObject(expired);
  await withdrawPasswordLink(ann.access, bob.id);
  await expect(use(withdrawn)).rejects.toMatchObject(expired);
  await expect(withdrawPasswordLink(ann.access, bob.id)).rejects.toMatchObject({ code: 'not-found' });
  const over = await linkFor(bob);
  await service.sql(
    `BEGIN; ALTER TABLE "PasswordLink" DISABLE TRIGGER USER;
     UPDATE "PasswordLink" SET "createdAt" = now() - interval '25 hours', "expiresAt" = now() - interval '1 hour' WHERE "personId" = '${bob.id}' AND "endedAt" IS NULL;
     ALTER TABLE "PasswordLink" ENABLE ALWAYS TRIGGER "PasswordLink_kept"; ALTER TABLE "PasswordLink" ENABLE ALWAYS TRIGGER "PasswordLink_no_truncate"; COMMIT`,
  );
  for (const token of [over, `${over}x`, 'x']) {
    await expect(use(token)).rejects.toMatchObject(expired);
    expect(await openPasswordLink(token, address)).toBeNull();
  }
  expect(await canSignIn(bob.email, testPassword)).toBe(true);
  expect((await listOwnPasswordLinks(bob.access)).map(({ state, why }) => [state, why])).toEqual([
    ['ended', `withdrawn by ${ann.email}`],
    ['ended', 'another link took its place'],
    // Put a day back above.
    ['ended', 'its time was over'],
  ]);
  await use(await linkFor(bob));
});

test('who is disabled gets none, what they have is worthless, and stays so when they are enabled again', async () => {
  const bob = await somebody('auditor');
  const token = await linkFor(bob);
  await disablePerson(ann.access, bob.id);
  await expect(use(token)).rejects.toMatchObject(expired);
  await expect(linkFor(bob)).rejects.toMatchObject({ code: 'conflict' });
  await expect(makeMachineLink(bob.email, 'root')).rejects.toMatchObject({ code: 'conflict' });
  await enablePerson(ann.access, bob.id);
  await expect(use(token)).rejects.toMatchObject(expired);
});

test('who remembers the password, or did not ask, makes it worthless; a change of role does not', async () => {
  const bob = await somebody('reviewer');
  const first = await linkFor(bob);
  await endOwnPasswordLink(bob.access);
  await expect(use(first)).rejects.toMatchObject(expired);
  await expect(endOwnPasswordLink(bob.access)).rejects.toMatchObject({ code: 'not-found' });
  const second = await linkFor(bob);
  await changeRole(ann.access, bob.id, 'dba');
  expect(await openPasswordLink(second, address)).not.toBeNull();
  const again = await signedIn(bob.email);
  await changePassword(again.access, { current: testPassword, password: fresh }, address);
  await expect(use(second)).rejects.toMatchObject(expired);
});

test.each(personRoles)('only an administrator makes or withdraws one: %s', async (role) => {
  const by = await somebody(role);
  const bob = await somebody('reviewer');
  const made = () => makePasswordLink(by.access, { id: bob.id, proof }, address);
  if (role === 'administrator') {
    await made();
    await withdrawPasswordLink(by.access, bob.id);
    return;
  }
  await expect(made()).rejects.toMatchObject({ code: 'forbidden' });
  await linkFor(bob);
  await expect(withdrawPasswordLink(by.access, bob.id)).rejects.toMatchObject({ code: 'forbidden' });
});

test('an administrator types the own password for it, is still one, and makes none for themself', async () => {
  const by = await somebody('administrator');
  const bob = await somebody('reviewer');
  const wrong = { id: bob.id, proof: { password: 'not the password' } };
  await expect(makePasswordLink(by.access, wrong, address)).rejects.toMatchObject({ code: 'wrong-password' });
  const own = makePasswordLink(by.access, { id: by.id, proof }, address);
  await expect(own).rejects.toMatchObject({ code: 'conflict' });
  const nobody = { id: '00000000-0000-4000-8000-000000000000', proof };
  await expect(makePasswordLink(by.access, nobody, address)).rejects.toMatchObject({ code: 'not-found' });
  await changeRole(ann.access, by.id, 'dba');
  // Let in at the door a moment before.
  const late = makePasswordLink(by.access, { id: bob.id, proof }, address);
  await expect(late).rejects.toMatchObject({ code: 'forbidden' });
  const self = `INSERT INTO "PasswordLink" ("id", "tokenHash", "personId", "issuedById", "expiresAt") VALUES ('x', 'x', '${by.id}', '${by.id}', now() + interval '1 hour')`;
  await expect(service.sql(self)).rejects.toThrow('PasswordLink_for_another');
});

test('two administrators who make links for each other at the same moment both do', async () => {
  const [a, b] = [await somebody('administrator'), await somebody('administrator')];
  const both = await Promise.all([
    makePasswordLink(a.access, { id: b.id, proof }, address),
    makePasswordLink(b.access, { id: a.id, proof }, address),
  ]);
  expect(both.every(({ path }) => path.startsWith('/password?token='))).toBe(true);
});

test('the trail has who made it and who used it, and no token stands anywhere', async () => {
  const bob = await somebody('reviewer');
  const token = await linkFor(bob);
  await use(token);
  expect(await trailOf(bob.email)).toEqual([
    {
      action: 'person.make-password-link',
      actor: ann.email,
      detail: { expiresAt: expect.stringMatching(/Z$/), replaced: 0 },
    },
    {
      action: 'person.use-password-link',
      actor: bob.email,
      detail: { madeBy: ann.email, madeAt: expect.stringMatching(/Z$/), address },
    },
  ]);
  for (const table of ['PasswordLink', 'AuditEvent', 'SignInAttempt'])
    expect(JSON.stringify(await service.sql(`SELECT * FROM "${table}"`))).not.toContain(token);
});

test('the person is told at the next sign-in and after it is used, and cannot lose sight of it', async () => {
  const bob = await somebody('reviewer');
  expect(await newestPasswordLink(bob.access)).toBeNull();
  await signedIn(bob.email);
  const token = await linkFor(bob);
  const next = await signedIn(bob.email);
  expect(await newestPasswordLink(next.access)).toMatchObject({ state: 'open' });
  expect(await newestPasswordLink((await signedIn(bob.email)).access)).toMatchObject({ state: 'open' });
  const openFor = async () =>
    (await listPeople(ann.access)).links.filter(({ personId }) => personId === bob.id);
  expect(await openFor()).toMatchObject([{ email: bob.email, issuedBy: 'administrator' }]);
  await use(token, testPassword);
  const after = await signedIn(bob.email);
  expect(await newestPasswordLink(after.access)).toMatchObject({
    state: 'used',
    issuedBy: `administrator, ${ann.email}`,
  });
  const later = await signedIn(bob.email);
  expect(await newestPasswordLink(later.access)).toBeNull();
  expect(await listOwnPasswordLinks(later.access)).toMatchObject([{ state: 'used' }]);
  const { people: all } = await listPeople(ann.access);
  expect(all.find(({ id }) => id === bob.id)?.passwordLink).toMatchObject({ by: 'administrator' });
  expect(await openFor()).toEqual([]);
  for (const change of [
    'DELETE FROM "PasswordLink"',
    'TRUNCATE "PasswordLink"',
    `UPDATE "PasswordLink" SET "usedAt" = NULL WHERE "personId" = '${bob.id}'`,
    `UPDATE "PasswordLink" SET "issuedById" = NULL WHERE "personId" = '${bob.id}'`,
    `DELETE FROM "Person" WHERE "id" = '${bob.id}'`,
  ])
    await expect(service.sql(change)).rejects.toMatchObject({
      code: expect.stringMatching(/^42501|23001|23503$/),
    });
});

test('on the machine: for anybody who can sign in, in the trail as made there, and nobody else', async () => {
  const { path, email } = await makeMachineLink(` ${ann.email.toUpperCase()}`, 'root');
  expect(email).toBe(ann.email);
  expect(await openPasswordLink(tokenOf(path), address)).toMatchObject({ issuedBy: null });
  expect((await trailOf(ann.email)).at(-1)).toMatchObject({
    action: 'person.make-password-link',
    actor: 'somebody on the machine',
    detail: { account: 'root' },
  });
  await endOwnPasswordLink(ann.access);
  await expect(makeMachineLink('nobody@example.com', 'root')).rejects.toMatchObject({
    code: 'not-found',
    message: expect.stringContaining('nobody@example.com'),
  });
});

test('wrong links from one address lock it out, as wrong passwords do; a right one in time lifts every lock', async () => {
  const bob = await somebody('reviewer');
  const token = await linkFor(bob);
  for (let at = 0; at < attemptLimits.pair; at += 1) await canSignIn(bob.email, 'wrong');
  await expect(canSignIn(bob.email, testPassword)).rejects.toMatchObject({ code: 'too-many-attempts' });
  for (let at = 0; at < linkAttemptLimit - 1; at += 1)
    await expect(use(`wrong ${at}`)).rejects.toMatchObject(expired);
  await use(token);
  expect(await canSignIn(bob.email, fresh)).toBe(true);
  for (let at = 0; at < linkAttemptLimit; at += 1)
    expect(await openPasswordLink('wrong', address)).toBeNull();
  const late = await linkFor(bob);
  await expect(use(late)).rejects.toMatchObject({ code: 'too-many-attempts' });
  await expect(openPasswordLink(late, address)).rejects.toMatchObject({ code: 'too-many-attempts' });
});
