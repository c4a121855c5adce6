import { expect, test } from 'vitest';
import { sameSetting } from './setting-value.ts';

test.each([
  ['kB', '4096', '4MB', true],
  ['8kB', '16384', '128MB', true],
  ['MB', '1024', '1GB', true],
  ['ms', '600000', '10min', true],
  ['s', '60', '1min', true],
  ['min', '1440', '1d', true],
  ['ms', '-1', '-1', true],
  ['ms', '-1', '0', false],
  ['kB', '4096', '5MB', false],
  [null, 'on', 'true', true],
  [null, 'ON', 'on', true],
  [null, 'off', '0', true],
  [null, 'on', 'off', false],
  [null, '1', '1.0', true],
  [null, '', '0', false],
  [null, 'replica', 'logical', false],
  [null, 'scram-sha-256', 'SCRAM-SHA-256', true],
])('in %s: %s and %s', (unit, one, other, same) => {
  expect(sameSetting({ unit }, one, other)).toBe(same);
  expect(sameSetting({ unit }, other, one)).toBe(same);
});
