import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServiceDatabase, startServiceDatabase } from '../../testing/service-database.ts';
import { accessOf } from '../../testing/service-people.ts';
import { actAsPostern } from '../auth/access.ts';
import { signIn } from '../auth/sign-in.ts';
import { acceptInvitation, openInvitation } from './accept-invitation.ts';
import { createFirstAdministrator, isSetupLinkOpen, newSetupLink } from './first-administrator.ts';
import { invitePerson, withdrawInvitation } from './invite-person.ts';
import { listPeople } from './list-people.ts';

let service: ServiceDatabase;
const manager = actAsPostern('person:manage', 'person:read');
const password = 'correct horse battery staple';
const tokenOf = (path: string | null) => new URL(path ?? '', 'http://x').searchParams.get('token') ?? '';

beforeAll(async () => {
  service = await startServiceDatabase();
});
afterAll(() => service.stop());

test('the first administrator: a link per start, the last one counts, once, and then never again', async () => {
  const old = tokenOf(await newSetupLink());
  const token = tokenOf(await newSetupLink());
  expect(await isSetupLinkOpen(old)).toBe(false);
  expect(await isSetupLinkOpen(token)).toBe(true);
  const person = { name: 'Ann', email: 'Ann@Example.com ', password };
  await expect(createFirstAdministrator({ ...person, token: old })).rejects.toMatchObject({
    code: 'link-expired',
  });
  const both = await Promise.allSettled([
    createFirstAdministrator({ ...person, token }),
    createFirstAdministrator({ ...person, email: 'eve@example.com', token }),
  ]);
  expect(both.filter((one) => one.status === 'fulfilled').length).toBe(1);
  expect((await listPeople(manager)).people.map((one) => one.role)).toEqual(['administrator']);
  expect(await newSetupLink()).toBeNull();
  expect(await isSetupLinkOpen(token)).toBe(false);
});

test('an invitation: its link makes the account it was for, once', async () => {
  const ivy = await accessOf('administrator', 'ivy@example.com');
  const token = tokenOf((await invitePerson(ivy, { email: 'Dan@example.com', role: 'dba' })).path);
  expect(await openInvitation(token)).toEqual({ email: 'dan@example.com', role: 'dba' });
  expect(await openInvitation(`${token}x`)).toBeNull();
  await acceptInvitation({ token, name: 'Dan', password });
  await expect(acceptInvitation({ token, name: 'Eve', password })).rejects.toMatchObject({
    code: 'link-expired',
  });
  expect(await signIn({ email: ' DAN@example.com', password, address: '::1', userAgent: '' })).not.toBeNull();
  const invited = (await listPeople(manager)).people.map(({ email, invitedBy }) => [email, invitedBy]);
  expect(invited).toContainEqual(['dan@example.com', 'administrator']);
  expect(invited).toContainEqual(['ivy@example.com', null]);
  await expect(invitePerson(manager, { email: 'dan@EXAMPLE.com', role: 'dba' })).rejects.toMatchObject({
    code: 'conflict',
  });
});

test('a withdrawn or old invitation is worthless, and no link stands in the database', async () => {
  const { id, path } = await invitePerson(manager, { email: 'fay@example.com', role: 'auditor' });
  await withdrawInvitation(manager, id);
  const gone = { token: tokenOf(path), name: 'Fay', password };
  await expect(acceptInvitation(gone)).rejects.toMatchObject({ code: 'link-expired' });
  const token = tokenOf((await invitePerson(manager, { email: 'gil@example.com', role: 'auditor' })).path);
  expect(JSON.stringify(await service.sql('SELECT * FROM "Invitation"'))).not.toContain(token);
  await service.sql(
    `UPDATE "Invitation" SET "expiresAt" = now() - interval '1 second' WHERE email = 'gil@example.com'`,
  );
  await expect(acceptInvitation({ token, name: 'Gil', password })).rejects.toMatchObject({
    code: 'link-expired',
  });
});
