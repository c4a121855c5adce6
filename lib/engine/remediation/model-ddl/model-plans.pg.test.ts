import { describe, expect, test } from 'vitest';
import { checkModel } from './model-fixture/check-model.ts';

/** A share of `model-plans.oracle.test.ts`, and every seed that ever failed. */
const seeds = [4, 14, 26, 102, 104, 113, 114, 118];

describe.each([14, 16, 18] as const)('PostgreSQL %i', (major) => {
  test.each(seeds)(
    'the wild cluster %i becomes what its policy says, needs nothing more, and becomes what it was',
    { timeout: 120_000 },
    async (seed) => {
      const check = await checkModel(major, seed);
      expect(check.changes).toBeGreaterThan(10);
      expect(check.left).toEqual([]);
      expect(check.differences).toEqual([]);
      expect(check.undone).toEqual(check.before);
    },
  );
});

test('an owner that came to its schema by a membership the model ends comes there by name', async () => {
  const check = await checkModel(15, 107);
  expect(check.left).toEqual([]);
  expect(check.differences).toEqual([]);
  expect(check.undone).toEqual(check.before);
});

test.each([
  [14, 8001],
  [14, 8006],
  [15, 8013],
] as const)(
  'on %i, in cluster %i, a new owner’s column grants end although it owns the whole',
  async (major, seed) => {
    const check = await checkModel(major, seed);
    expect(check.left).toEqual([]);
    expect(check.differences).toEqual([]);
    expect(check.undone).toEqual(check.before);
  },
);
