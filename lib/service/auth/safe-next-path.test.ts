import { expect, test } from 'vitest';
import { safeNextPath } from './safe-next-path.ts';

test('a path of ours is kept, query and all', () => {
  expect(safeNextPath('/databases/1/findings?severity=high&q=a%20b')).toBe(
    '/databases/1/findings?severity=high&q=a%20b',
  );
});

test.each([
  undefined,
  '',
  'https://evil.example/',
  '//evil.example/',
  '/\\evil.example',
  '/.//evil.example',
  '/\t/evil.example',
  'javascript:alert(1)',
  '/sign-in?next=/sign-in',
  ['/a', '/b'],
])('%j leads home', (given) => {
  expect(safeNextPath(given)).toBe('/');
});
