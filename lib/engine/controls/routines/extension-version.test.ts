import { expect, test } from 'vitest';
import { compareVersions } from './extension-version.ts';

test.each([
  ['1.9', '1.10', -1],
  ['1.10', '1.9', 1],
  ['3', '3.0', 0],
  ['2.0.1', '2.0.1', 0],
  ['99999999999999999999', '1', 1],
])('%s against %s', (a, b, order) => {
  expect(compareVersions(a, b)).toBe(order);
});

test('versions of another shape are not compared', () => {
  expect(compareVersions('1.9', 'unpackaged')).toBeNull();
  expect(compareVersions('', '1')).toBeNull();
});
