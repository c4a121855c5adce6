import { expect, test } from 'vitest';
import { compareRowSecurity } from '../../../testing/row-security-differential.ts';

// A share of row-security.oracle.test.ts.
test.each([15, 17] as const)('PostgreSQL %i: random policies let through what we say', async (major) => {
  const result = await compareRowSecurity({ major, seed: 1, tables: 40 });
  expect(result.mismatches).toEqual([]);
  expect(result.compared).toBeGreaterThan(700);
  expect([...result.effects.keys()].sort()).toEqual([
    'bypassed',
    'deny-all',
    'filtered',
    'open',
    'unprotected',
  ]);
});
