import { expect, test } from 'vitest';
import { rehearsalWords } from './rehearsal-words.ts';

const ok = {
  outcome: 'ok',
  reason: null,
  locks: [{ mode: 'RowExclusiveLock' }],
  durationMs: 41.3,
  where: 'target',
} as const;

test('a rehearsal in a line', () => {
  expect(rehearsalWords(ok)).toBe('ok, 41 ms, no lock above ROW EXCLUSIVE');
  expect(rehearsalWords({ ...ok, locks: [], durationMs: null })).toBe('ok, no lock on a table');
  expect(rehearsalWords({ ...ok, where: 'throw-away', locks: [] })).toBe('ok, 41 ms, on a throw-away server');
  expect(rehearsalWords({ ...ok, outcome: 'failed', reason: 'changed since planned' })).toBe(
    'failed: changed since planned',
  );
  expect(rehearsalWords({ ...ok, outcome: 'not-rehearsable', reason: null })).toBe('cannot be rehearsed');
});
