import { expect, test } from 'vitest';
import { lockModes } from '#lib/engine/inventory/own-locks.ts';
import { durationWords, lockWords, strongestLock } from './lock-words.ts';

test('lock modes read as the documentation writes them', () => {
  expect(lockWords('AccessExclusiveLock')).toBe('ACCESS EXCLUSIVE');
  expect(lockWords('ShareUpdateExclusiveLock')).toBe('SHARE UPDATE EXCLUSIVE');
  expect(lockWords('new kind')).toBe('new kind');
});

test('the strongest lock is named; one that is not known is never called weak', () => {
  const locks = (...modes: string[]) => modes.map((mode) => ({ mode }));
  expect(strongestLock(locks('RowExclusiveLock', 'AccessShareLock'))).toBe('RowExclusiveLock');
  expect(strongestLock(locks('AccessExclusiveLock', 'SpeculativeLock'))).toBe('SpeculativeLock');
  expect(strongestLock([])).toBeNull();
});

test('modes are as strong as the engine takes them to be', () => {
  for (const [at, weaker] of lockModes.entries())
    for (const stronger of lockModes.slice(at + 1))
      expect(strongestLock([{ mode: stronger }, { mode: weaker }, { mode: stronger }])).toBe(stronger);
});

test('times read as a person says them', () => {
  expect([0.4, 41.2, 2500, 90_000].map(durationWords)).toEqual(['under 1 ms', '41 ms', '2.5 s', '1.5 min']);
});
