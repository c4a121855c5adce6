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
  [null, 'stderr,syslog', 'stderr, syslog', true],
  [null, '"$user", public', '$user,public', true],
  [null, 'stderr,syslog', 'stderr', false],
  [null, 'a,b', 'b,a', false],
])('in %s: %s and %s', (unit, one, other, same) => {
  expect(sameSetting({ unit }, one, other)).toBe(same);
  expect(sameSetting({ unit }, other, one)).toBe(same);
});

test.each([
  // The reset value of a file mode is a decimal number, the policy says it as postgresql.conf does.
  ['log_file_mode', '416', '0640', true],
  ['unix_socket_permissions', '504', '0770', true],
  ['unix_socket_permissions', '511', '0770', false],
  ['port', '416', '0640', false],
])('%s: %s and %s', (name, one, other, same) => {
  expect(sameSetting({ name, unit: null }, one, other)).toBe(same);
});
