import { expect, test } from 'vitest';
import { verdictStatuses } from '../../engine/model/verdict.ts';
import { standingOf, standings, worstStanding } from './standing.ts';

test('a failure with nothing open is accepted only where everything was looked at', () => {
  expect(standingOf('fail', null, 0, 2)).toBe('accepted');
  expect(standingOf('fail', 'roles: refused', 0, 2)).toBe('unknown');
  expect(standingOf('fail', null, 1, 2)).toBe('fail');
  for (const status of verdictStatuses.filter((one) => one !== 'fail'))
    expect(standingOf(status, 'why', 0, 0)).toBe(status);
});

test('a failure that other controls say in full stays a failure', () => {
  expect(standingOf('fail', 'hba-trust says it of one object', 0, 0)).toBe('fail');
});

test('the worst speaks, and nothing is unknown', () => {
  expect(worstStanding([])).toBe('unknown');
  expect(worstStanding(['pass', 'not-applicable'])).toBe('pass');
  expect(worstStanding(['pass', 'unknown', 'accepted'])).toBe('unknown');
  expect(worstStanding([...standings])).toBe('fail');
});
