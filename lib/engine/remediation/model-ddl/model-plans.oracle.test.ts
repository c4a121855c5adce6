import { describe, expect, test } from 'vitest';
import { embeddedMajors } from '../../../embedded/binaries.ts';
import { checkModel } from './model-fixture/check-model.ts';

/** From a wild random cluster and a policy to exactly what `may` says, and back: nothing left over either way. */
const seeds = Array.from({ length: 30 }, (_, at) => 100 + at);

describe.each(embeddedMajors)('PostgreSQL %i', (major) => {
  test.each(seeds)('random cluster %i', async (seed) => {
    const check = await checkModel(major, seed);
    expect(check.left).toEqual([]);
    expect(check.differences).toEqual([]);
    expect(check.undone).toEqual(check.before);
  });
});
