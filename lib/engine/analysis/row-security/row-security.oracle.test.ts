import { expect, test } from 'vitest';
import { embeddedMajors } from '../../../embedded/binaries.ts';
import { compareRowSecurity } from '../../../testing/row-security-differential.ts';

// 150 random policy sets on every major, each tried by six roles with four commands.
test.each(embeddedMajors)(
  'PostgreSQL %i: every random policy set lets through what we say',
  { timeout: 600_000 },
  async (major) => {
    const result = await compareRowSecurity({ major, seed: 100 + major, tables: 150 });
    expect(result.mismatches).toEqual([]);
    expect(result.compared).toBeGreaterThan(2_500);
    expect([...result.effects.keys()].sort()).toEqual([
      'bypassed',
      'deny-all',
      'filtered',
      'open',
      'unprotected',
    ]);
  },
);
