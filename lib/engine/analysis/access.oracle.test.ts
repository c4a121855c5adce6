import { describe, expect, test } from 'vitest';
import { embeddedMajors } from '../../embedded/binaries.ts';
import { checkSeed } from './access-oracle-fixture/check-seed.ts';

/**
 * The property that everything rests on: on random clusters, every role × object × privilege is what `has_*_privilege`
 * answers, `set-role` is what `pg_has_role` allows, and GRANT and SET ROLE really work exactly where we say.
 * A seed that ever failed is added to `failedOnce` and stays.
 */
/** 1029: nobody but superusers may use pg_catalog, so that not even lo_get can be called. */
const failedOnce: readonly number[] = [1029];
const fresh = Array.from({ length: 40 }, (_, at) => 1000 + at);
const seeds = [...new Set([...failedOnce, ...fresh])];

describe.each(embeddedMajors)('PostgreSQL %i', (major) => {
  test.each(seeds)('random cluster %i', { timeout: 120_000 }, async (seed) => {
    const report = await checkSeed(major, seed);
    expect(report.mismatches).toEqual([]);
    expect(report.accepted).toBeGreaterThan(50);
  });
});
