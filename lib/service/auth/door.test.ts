import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { pageProblem, parseModule, routeMethods } from '../../testing/door-walk.ts';
import { permissions } from './permissions.ts';

// The walk: every route handler is made by the one door, every page and every layout that reads anything begins with it.

const checkout = path.join(import.meta.dirname, '..', '..', '..');
const files = (pattern: string) => globSync(pattern, { cwd: path.join(checkout, 'app') }).sort();
const parse = (file: string) => parseModule(readFileSync(path.join(checkout, 'app', file), 'utf8'));
const routes = files('**/route.{ts,tsx,js}');
const pages = files('**/{page,layout,default,template}.tsx');

/** Reads no data and shows none: the frame around everything. */
const withoutDoor = ['layout.tsx', '(auth)/layout.tsx'];

test('there are routes and pages to walk', () => {
  expect(routes.length).toBeGreaterThan(20);
  expect(pages.length).toBeGreaterThan(15);
});

test.each(routes)('%s goes through the door and says who can', (file) => {
  const found = routeMethods(parse(file));
  expect(found.size).toBeGreaterThan(0);
  for (const [method, can] of found) {
    expect(Array.isArray(can) ? 'ok' : `${method} ${String(can)}`).toBe('ok');
    for (const one of Array.isArray(can) ? can : []) expect(['anyone', ...permissions]).toContain(one);
  }
});

test('open to anyone are the ways in, and nothing else', () => {
  const open = routes.filter((file) =>
    [...routeMethods(parse(file)).values()].some((can) => can.includes('anyone')),
  );
  expect(open).toEqual([
    'api/auth/[...nextauth]/route.ts',
    'api/invitations/accept/route.ts',
    'api/password/route.ts',
    'api/setup/route.ts',
  ]);
});

test.each(pages.filter((file) => !withoutDoor.includes(file)))('%s begins at the door', (file) => {
  expect(pageProblem(parse(file)) ?? 'ok').toBe('ok');
});

test('pages open to anyone stand in (auth)', () => {
  const open = pages.filter((file) =>
    readFileSync(path.join(checkout, 'app', file), 'utf8').includes('openToAnyone('),
  );
  expect(open.filter((file) => !file.startsWith('(auth)/'))).toEqual([]);
});

test('nobody calls the service as Postern itself from a page or a route, and no server action goes round the door', () => {
  for (const file of globSync('{app,components}/**/*.{ts,tsx}', { cwd: checkout })) {
    const text = readFileSync(path.join(checkout, file), 'utf8');
    expect(`${file} ${/actAsPostern|new Access\b|accessFor\(/.test(text)}`).toBe(`${file} false`);
    expect(`${file} ${/['"]use server['"]/.test(text)}`).toBe(`${file} false`);
    expect(`${file} ${/service\/db\//.test(text)}`).toBe(`${file} false`);
  }
});

const door = "import { route } from '#lib/service/auth/route.ts';";

test.each([
  ['a bare handler', 'export async function GET() { return new Response() }', 'does not go through route()'],
  [
    'a route() of its own',
    'const route = (a, b) => b; export const GET = route({ can: "anyone" }, () => 1)',
    'does not go through route()',
  ],
  ['no can', `${door} export const GET = route({ input }, () => 1)`, 'does not say who can'],
  [
    'a computed can',
    `${door} export const GET = route({ can: who, input }, () => 1)`,
    'says who can in a way this test cannot read',
  ],
  ['a re-export', "export { GET } from './other.ts'", 'does not go through route()'],
])('the walk notices %s', (_, text, problem) => {
  expect([...routeMethods(parseModule(text)).values()]).toEqual([problem]);
});

test.each([
  ['no door', 'export default async function Page() { return <p/> }', 'never comes to the door'],
  [
    'data before the door',
    "import { requirePerson } from '#lib/service/auth/page.ts'; export default async function Page() { await load(); await requirePerson('x'); }",
    'awaits something before the door',
  ],
  [
    'a door of its own',
    'export default async function Page() { await requirePerson("x"); }',
    'awaits something before the door',
  ],
])('the walk notices %s', (_, text, problem) => {
  expect(pageProblem(parseModule(text))).toBe(problem);
});
