import { expect, test } from 'vitest';
import { compareHba } from '../../../testing/hba-differential.ts';

// A share of hba.oracle.test.ts: even seeds with TLS, odd ones without.
test.each([
  [14, 2],
  [16, 1],
  [18, 2],
] as const)('PostgreSQL %i takes the decisions we foretell on random files', async (major, seed) => {
  const result = await compareHba({ major, seed, files: 30, attemptsPerFile: 12 });
  expect(result.mismatches).toEqual([]);
  expect(result.attempts - result.undecidable).toBeGreaterThan(200);
});
