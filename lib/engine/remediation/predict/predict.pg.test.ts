import { describe, expect, test } from 'vitest';
import { checkPrediction } from './predict-fixture/check-prediction.ts';

// The whole run is predict.oracle.test.ts (`npm run test:oracle`); this is the share that every change is tested with.

describe.each([14, 16, 18] as const)('PostgreSQL %i', (major) => {
  test('random changes to a random cluster: what is foreseen is what comes', {
    timeout: 300_000,
  }, async () => {
    const report = await checkPrediction(major, major, 20);
    expect(report.wrong).toEqual([]);
    expect(report.same).toBeGreaterThan(15);
    expect(report.changed).toBeGreaterThan(10);
    expect(report.lines).toBeGreaterThan(20);
  });
});

/** Seeds of the long run that failed once: 6 on 16, of a grantor that inherits the owner and acts by its own grant option. */
test.each([[16, 6, 30]] as const)(
  'PostgreSQL %i, random cluster %i: %i changes',
  {
    timeout: 300_000,
  },
  async (major, seed, rounds) => {
    const report = await checkPrediction(major, seed, rounds);
    expect(report.wrong).toEqual([]);
    expect(report.unknown).toBeLessThan(10);
  },
);
