import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { opensSnapshots } from './snapshot-paths.ts';

const root = path.join(import.meta.dirname, '..', '..');

function importsOf(file: string): readonly string[] {
  const text = readFileSync(path.join(root, file), 'utf8');
  const pattern = /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/g;
  return [...text.matchAll(pattern)].flatMap(([, typeOnly, target = '']) => {
    if (typeOnly !== undefined) return [];
    const found = target.startsWith('#')
      ? target.slice(1)
      : target.startsWith('.')
        ? path.join(path.dirname(file), target)
        : null;
    return found !== null && existsSync(path.join(root, found)) ? [found] : [];
  });
}

/** What opens snapshots, and what parses policies. */
const heavy = ['lib/service/snapshot/kept-facts.ts', 'lib/engine/policy/yaml-document.ts'];

function reaches(file: string, seen: Set<string>): boolean {
  if (heavy.includes(file)) return true;
  if (seen.has(file)) return false;
  seen.add(file);
  return importsOf(file).some((next) => reaches(next, seen));
}

const entries = readdirSync(path.join(root, 'app'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /(^|\/)(page|route)\.tsx?$/.test(file))
  .map((file) => `app/${file}`);

/** The path of a page or route, with some value in its parameters. */
function address(file: string): string {
  const parts = path
    .dirname(file)
    .split('/')
    .slice(1)
    .filter((part) => !part.startsWith('('));
  return `/${parts.map((part) => (part.startsWith('[') ? '0f-1' : part)).join('/')}`;
}

test('every page and route that can open a snapshot or a policy is answered where that holds up nobody', () => {
  const opening = entries.filter((file) => reaches(file, new Set()));
  expect(opening.length).toBeGreaterThan(20);
  expect(opening.filter((file) => !opensSnapshots(`${address(file)}?selected=0f`))).toEqual([]);
});

test.each([
  '/',
  '/sign-in',
  '/databases',
  '/databases/0f',
  '/databases/0f/coverage',
  '/databases/0f/scans',
  '/remediation',
  '/api/auth/session',
  '/api/scans/0f',
  '/api/targets/0f',
  '/api/targets/0f/findings',
  '/api/remediations/waiting',
  '/databases/0f/findings?severity=high&q=selected',
  '/_next/static/chunks/a.js',
  '/x/databases/0f/access',
])('%s is answered at once', (pathname) => {
  expect(opensSnapshots(pathname)).toBe(false);
});

test.each([
  '/databases/0f/findings?q=a&selected=0f',
  '/databases/0f/findings/0f',
  '/api/remediations/0f/approve',
  '/databases/0f/access',
  '/databases/0f/access/paths/',
  '/policy',
  '/api/targets/0f/export',
])('%s is handed over', (pathname) => {
  expect(opensSnapshots(pathname)).toBe(true);
});
