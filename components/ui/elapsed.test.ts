import { expect, test } from 'vitest';
import { elapsed, exactUtc } from './elapsed.ts';

const now = Date.UTC(2026, 10, 21, 12);

test('relative time in both directions', () => {
  expect(elapsed(now, now)).toBe('just now');
  expect(elapsed(now - 45_000, now)).toBe('45 seconds ago');
  expect(elapsed(now - 12 * 60_000, now)).toBe('12 minutes ago');
  expect(elapsed(now - 86_400_000, now)).toBe('yesterday');
  expect(elapsed(now + 3 * 86_400_000, now)).toBe('in 3 days');
  expect(elapsed(now - 800 * 86_400_000, now)).toBe('2 years ago');
});

test('exact time names its zone', () => {
  expect(exactUtc(new Date(now))).toBe('2026-11-21 12:00:00 UTC');
});
