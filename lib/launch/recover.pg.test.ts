import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { childEnvironment } from '../env.ts';
import { actAsPostern } from '../service/auth/access.ts';
import { signIn } from '../service/auth/sign-in.ts';
import { disablePerson } from '../service/people/change-person.ts';
import { setPasswordByLink } from '../service/people/set-password-by-link.ts';
import { tokenOf } from '../testing/by-password-link.ts';
import { type ServiceDatabase, startServiceDatabase } from '../testing/service-database.ts';
import { makePerson } from '../testing/service-people.ts';

// The command for an administrator who is alone and has forgotten the password, as it is typed, with DATABASE_URL. With a home that
// has a server of its own it is typed by e2e/forgotten-password.spec.ts.

const command = path.join(import.meta.dirname, '..', '..', 'bin', 'recover.mjs');
const password = 'a sentence nobody has used yet';
let service: ServiceDatabase;

beforeAll(async () => {
  service = await startServiceDatabase();
});
afterAll(() => service.stop());

const recover = (...words: readonly string[]) =>
  promisify(execFile)(process.execPath, [command, ...words], {
    env: childEnvironment({
      DATABASE_URL: service.url,
      POSTERN_URL: 'https://postern.example.com',
      POSTERN_HOME: service.cluster.socketDirectory,
      NODE_ENV: 'test',
    }),
  });

test('prints a link with which the person signs in again', async () => {
  await makePerson('administrator', 'ann@example.com');
  const { stdout } = await recover('Ann@example.com');
  const link = /https:\S+/.exec(stdout)?.[0] ?? '';
  expect(new URL(link).origin).toBe('https://postern.example.com');
  expect(stdout).toContain('ann@example.com');
  await setPasswordByLink({ token: tokenOf(link), password }, '192.0.2.1');
  const session = await signIn({ email: 'ann@example.com', password, address: '192.0.2.1', userAgent: '' });
  expect(session).not.toBeNull();
});

test('refuses who is not there and who is disabled in one line, and makes nothing', async () => {
  const bob = await makePerson('dba', 'bob@example.com');
  await disablePerson(actAsPostern('person:manage'), bob);
  for (const [who, line] of [
    ['bob@example.com', 'The account bob@example.com is disabled'],
    ['eve@example.com', 'Nobody has an account with the address eve@example.com'],
  ] as const)
    await expect(recover(who)).rejects.toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(new RegExp(`^postern: ${line}.*\\n$`)),
    });
  await expect(recover()).rejects.toMatchObject({ code: 2, stdout: '' });
  expect(await service.sql(`SELECT 1 FROM "PasswordLink" WHERE "personId" = '${bob}'`)).toEqual([]);
});
