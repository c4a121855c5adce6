import { expect, test } from 'vitest';
import { isOpen, nextOpening, windowSchema } from './maintenance-window.ts';

const berlin = {
  timeZone: 'Europe/Berlin',
  openings: [
    { days: [1, 3], from: '22:00', to: '02:00' },
    { days: [6], from: '08:00', to: '12:00' },
  ],
  freezeDays: ['2026-12-23'],
};
const at = (text: string) => new Date(text);

test.each([
  // Monday 23 November 2026; Berlin is an hour ahead of UTC.
  ['2026-11-23T20:59:00Z', false],
  ['2026-11-23T21:00:00Z', true],
  ['2026-11-24T00:59:00Z', true],
  ['2026-11-24T01:00:00Z', false],
  // Tuesday evening is nobody's.
  ['2026-11-24T21:30:00Z', false],
  ['2026-11-28T07:00:00Z', true],
  ['2026-11-28T11:00:00Z', false],
  // Wednesday 23 December is frozen until midnight there; the rest of that night is Thursday.
  ['2026-12-23T21:30:00Z', false],
  ['2026-12-23T23:30:00Z', true],
])('%s is open: %s', (moment, open) => {
  expect(isOpen(berlin, at(moment))).toBe(open);
});

test.each([
  ['2026-11-23T12:00:00Z', '2026-11-23T21:00:00.000Z'],
  ['2026-11-24T02:00:00Z', '2026-11-25T21:00:00.000Z'],
  ['2026-11-26T12:00:00Z', '2026-11-28T07:00:00.000Z'],
  // Frozen evening: it opens at midnight, when the day after begins.
  ['2026-12-23T12:00:00Z', '2026-12-23T23:00:00.000Z'],
  // Summer time: two hours ahead.
  ['2026-07-06T12:00:00Z', '2026-07-06T20:00:00.000Z'],
])('after %s it opens at %s', (moment, opens) => {
  expect(nextOpening(berlin, at(moment))?.toISOString()).toBe(opens);
});

test('while it is open there is no next opening; without any, there is none at all', () => {
  expect(nextOpening(berlin, at('2026-11-23T22:00:00Z'))).toBeNull();
  expect(isOpen({ ...berlin, openings: [] }, at('2026-11-23T22:00:00Z'))).toBe(false);
  expect(nextOpening({ ...berlin, openings: [] }, at('2026-11-23T22:00:00Z'))).toBeNull();
});

test('an hour that the clock leaps over opens after the leap; an hour that comes twice is open twice', () => {
  const night = {
    timeZone: 'Europe/Berlin',
    openings: [{ days: [7], from: '02:30', to: '04:00' }],
    freezeDays: [],
  };
  // 29 March 2026: 02:00 becomes 03:00.
  const opens = nextOpening(night, at('2026-03-28T12:00:00Z'));
  expect(opens?.toISOString()).toBe('2026-03-29T01:30:00.000Z');
  const autumn = { ...night, openings: [{ days: [7], from: '02:00', to: '03:00' }] };
  expect(isOpen(autumn, at('2026-10-25T00:30:00Z'))).toBe(true);
  expect(isOpen(autumn, at('2026-10-25T01:30:00Z'))).toBe(true);
  expect(isOpen(autumn, at('2026-10-25T02:30:00Z'))).toBe(false);
});

test('zones, times and days that do not exist are refused', () => {
  const accepted = (change: object) => windowSchema.safeParse({ ...berlin, ...change }).success;
  expect(accepted({})).toBe(true);
  expect(accepted({ timeZone: 'Mars/Olympus' })).toBe(false);
  expect(accepted({ openings: [{ days: [0], from: '08:00', to: '09:00' }] })).toBe(false);
  expect(accepted({ openings: [{ days: [1], from: '24:00', to: '09:00' }] })).toBe(false);
  expect(accepted({ freezeDays: ['2026-02-30'] })).toBe(false);
});
