import { expect, test } from 'vitest';
import { isLoopback } from './loopback.ts';

test('only this machine is loopback', () => {
  for (const address of ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'])
    expect(isLoopback(address)).toBe(true);
  for (const address of [
    undefined,
    '',
    '128.0.0.1',
    '1.127.0.0',
    '10.0.0.1',
    '::2',
    '127.evil.example',
    'localhost',
  ])
    expect(isLoopback(address)).toBe(false);
});
