import { describe, expect, test } from 'vitest';
import { embeddedMajors } from '../../../embedded/binaries.ts';
import { checkPrediction } from './predict-fixture/check-prediction.ts';

// Run with `npm run test:oracle`.

const seeds = Array.from({ length: 10 }, (_, at) => at + 1);

describe.each(embeddedMajors)('PostgreSQL %i', (major) => {
  test.each(seeds)('random cluster %i: 100 changes come as foreseen', async (seed) => {
    const report = await checkPrediction(major, seed, 100);
    expect(report.wrong).toEqual([]);
    expect(report.unknown).toBeLessThan(10);
    expect(report.changed).toBeGreaterThan(50);
  });
});
