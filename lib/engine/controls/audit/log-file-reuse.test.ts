import { expect, test } from 'vitest';
import { daysUntilReused } from './log-file-reuse.ts';

const daily = 1_440;

test.each([
  ['postgresql-%a.log', daily, 365, 6],
  ['postgresql-%u-%H.log', 60, 365, 6],
  ['postgresql-%d.log', daily, 365, 27],
  ['postgresql-%m-%d.log', daily, 365, 364],
  ['postgresql-%j.log', daily, 3_650, 364],
  ['postgresql-%H.log', 60, 30, 0],
  ['postgresql-%Ed.log', daily, 365, 27],
  ['postgresql-%%-%a.log', daily, 30, 6],
])('%s every %i minutes, looked at for %i days, comes round after %i', (pattern, every, days, kept) => {
  expect(daysUntilReused(pattern, every, days)).toBe(kept);
});

test.each([
  ['postgresql-%Y-%m-%d_%H%M%S.log', daily],
  ['postgresql-%Y-%m-%d.log', 1],
  ['postgresql-%s.log', 60],
  ['postgresql-%F.log', daily],
  ['postgresql-%c.log', daily],
  // The same name all the time is written to on and on, and never emptied.
  ['postgresql.log', daily],
  ['postgresql-%%a.log', daily],
  ['postgresql-%Z.log', daily],
  // Every rotation falls on the same hour, or the same day of the week.
  ['postgresql-%H.log', daily],
  ['postgresql-%a.log', 7 * daily],
])('%s every %i minutes is never used again', (pattern, every) => {
  expect(daysUntilReused(pattern, every, 365)).toBeNull();
});

test('a rotation every minute over years comes to an end', () => {
  expect(daysUntilReused('%m-%d-%H-%M', 1, 3_650)).toBeGreaterThanOrEqual(363);
});
