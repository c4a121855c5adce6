import { expect, test } from 'vitest';
import { latestEnd, termProblem } from './acceptance-term.ts';

const today = '2028-02-28';

test.each([
  ['2028-02-28', null],
  ['2028-02-27', 'The end lies in the past.'],
  ['2029-02-27', null],
  ['2029-02-28', 'A risk is accepted for at most 365 days at a time: until 2029-02-27.'],
  ['2028-02-30', 'There is no day 2028-02-30.'],
])('an acceptance until %s: %s', (until, problem) => {
  expect(termProblem(until, today)).toBe(problem);
});

test('a leap day lies within the year', () => {
  expect(latestEnd(today)).toBe('2029-02-27');
});
