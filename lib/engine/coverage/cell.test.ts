import { expect, test } from 'vitest';
import { cellOf } from './cell.ts';
import { type ControlState, controlStates } from './coverage.ts';

const cell = (...states: readonly ControlState[]) =>
  cellOf(states.map((state, index) => ({ id: `c${index}`, state, findings: 1 })));

test('no control is no cell, which is not the same as one that does not apply', () => {
  expect(cell()).toBeNull();
  expect(cell('not-applicable')?.state).toBe('not-applicable');
});

test.each<[readonly ControlState[], ControlState]>([
  [['unverified', 'unverified'], 'unverified'],
  [['verified', 'verified', 'not-applicable'], 'verified'],
  [['verified', 'unverified'], 'unverified'],
  [['unverified', 'unverified', 'missing'], 'partial'],
  [['unverified', 'missing', 'missing'], 'missing'],
  [['missing'], 'missing'],
  [['partial'], 'partial'],
  [['partial', 'missing'], 'partial'],
  [['partial', 'missing', 'missing'], 'missing'],
  [['missing', 'unknown'], 'missing'],
  [['unverified', 'unknown'], 'unknown'],
  [['unverified', 'accepted'], 'accepted'],
])('%j: %s', (states, expected) => {
  expect(cell(...states)?.state).toBe(expected);
});

test('one failing or unknown control keeps any cell from holding, and worse never looks better', () => {
  const order: readonly ControlState[] = controlStates.filter((state) => state !== 'not-applicable');
  const all = order.flatMap((a) => order.flatMap((b) => order.map((c) => [a, b, c] as const)));
  const rank = (states: readonly ControlState[]) => order.indexOf(cell(...states)?.state ?? 'missing');
  for (const three of all) {
    if (three.some((state) => ['missing', 'partial', 'unknown'].includes(state)))
      expect(rank(three)).toBeLessThan(order.indexOf('accepted'));
    for (const position of [0, 1, 2]) {
      const was = order.indexOf(three[position] ?? 'missing');
      for (const worse of order.slice(0, was)) {
        // What holds for some is no worse than what is not known, or holds for nobody with consent: only more open.
        if (worse === 'partial' && ['unknown', 'accepted'].includes(three[position] ?? '')) continue;
        const changed = three.map((state, index) => (index === position ? worse : state));
        expect(rank(changed), `${three} → ${changed}`).toBeLessThanOrEqual(rank(three));
      }
    }
  }
});

test('counts leave out what does not apply, and add up findings', () => {
  expect(cell('verified', 'missing', 'not-applicable')).toMatchObject({
    holding: 1,
    applying: 2,
    findings: 3,
    controls: ['c0', 'c1', 'c2'],
  });
});
