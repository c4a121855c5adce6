import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseModule, routeMethods } from '../../testing/door-walk.ts';
import { type ServiceDatabase, startServiceDatabase } from '../../testing/service-database.ts';
import { cookieOf, makePerson } from '../../testing/service-people.ts';
import { type Permission, permissions, personRoles, roleMay } from './permissions.ts';

// Every method of every route, asked by every role and by nobody: the published table is what happens.

const checkout = path.join(import.meta.dirname, '..', '..', '..');
const files = globSync('app/api/**/route.ts', { cwd: checkout }).sort();
const doors = files.flatMap((file) =>
  [...routeMethods(parseModule(readFileSync(path.join(checkout, file), 'utf8')))].map(([method, can]) => ({
    file,
    method,
    can: Array.isArray(can) ? can : [],
  })),
);
const guarded = doors.filter(({ can }) => !can.includes('anyone'));
const nowhere = '00000000-0000-4000-8000-000000000000';

let service: ServiceDatabase;
const cookies = new Map<string, string>();

beforeAll(async () => {
  service = await startServiceDatabase();
  for (const role of personRoles) {
    await makePerson(role);
    cookies.set(role, (await cookieOf(`${role}@example.com`)).cookie);
  }
});
afterAll(() => service.stop());

async function ask(
  file: string,
  method: string,
  headers: Readonly<Record<string, string>>,
): Promise<{ readonly status: number; readonly code: unknown }> {
  const module: Record<string, unknown> = await import(path.join(checkout, file));
  const handler = module[method];
  if (typeof handler !== 'function') throw new Error(`${file} has no ${method}`);
  const request = new NextRequest('http://localhost:3000/api/asked', {
    method,
    headers: { host: 'localhost:3000', ...headers },
    ...(method === 'GET' ? {} : { body: '{}' }),
  });
  const response: Response = await handler(request, { params: Promise.resolve({ id: nowhere }) });
  const text = await response.text();
  const body: unknown = text === '' ? null : JSON.parse(text);
  return { status: response.status, code: Object(Object(body).error).code };
}

const own = {
  origin: 'http://localhost:3000',
  'sec-fetch-site': 'same-origin',
  'content-type': 'application/json',
};

test('every permission stands behind some route or page', () => {
  const used = new Set(doors.flatMap(({ can }) => can));
  expect(permissions.filter((permission) => !used.has(permission))).toEqual([]);
});

test.each(guarded)('$method $file: nobody who is not signed in', async ({ file, method }) => {
  expect(await ask(file, method, own)).toMatchObject({ status: 401, code: 'unauthenticated' });
  const forged = { ...own, cookie: 'postern-session=eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..a.b.c' };
  expect(await ask(file, method, forged)).toMatchObject({ status: 401, code: 'unauthenticated' });
});

test.each(guarded.flatMap((door) => personRoles.map((role) => ({ ...door, role }))))(
  '$method $file as $role',
  async ({ file, method, can, role }) => {
    const allowed = can.every((permission) => roleMay(role, permission as Permission));
    const answer = await ask(file, method, { ...own, cookie: cookies.get(role) ?? '' });
    expect(answer.code === 'forbidden').toBe(!allowed);
    expect(answer.status === 403).toBe(!allowed);
    expect(answer.status).not.toBe(401);
    expect(answer.status).toBeLessThan(500);
  },
);

test.each(doors.filter(({ method }) => method !== 'GET'))(
  '$method $file: only from our own pages, only as JSON',
  async ({ file, method, can }) => {
    const cookie = cookies.get('administrator') ?? '';
    const strangers: readonly Readonly<Record<string, string>>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', origin: 'http://localhost:3000' },
      { origin: 'http://localhost:3000.evil.example' },
      { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
      {},
    ];
    for (const strange of strangers) {
      const answer = await ask(file, method, { cookie, 'content-type': 'application/json', ...strange });
      expect(answer).toMatchObject({ status: 403, code: 'foreign-origin' });
    }
    // next-auth takes a form and checks a token of its own.
    if (file.includes('[...nextauth]')) return;
    const form = await ask(file, method, { cookie, ...own, 'content-type': 'text/plain' });
    expect(form).toMatchObject({ status: 415, code: 'not-json' });
    expect(can.length).toBeGreaterThan(0);
  },
);
