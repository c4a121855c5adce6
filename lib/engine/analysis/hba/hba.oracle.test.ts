import { expect, test } from 'vitest';
import { embeddedMajors } from '../../../embedded/binaries.ts';
import { compareHba } from '../../../testing/hba-differential.ts';

// The whole comparison: 150 random files × 40 attempts on every major, half of them with TLS. Minutes, not seconds.
const cases = embeddedMajors.flatMap((major) =>
  [2 * major + 1, 2 * major].map((seed) => [major, seed] as const),
);

// Each method with each answer that it can get: maps let the operating system's user or a certificate in, or not.
const everyAnswer = [
  'trust → trust',
  'password → password',
  'md5 → md5',
  'scram-sha-256 → scram-sha-256',
  'peer → peer',
  'ident → ident',
  'reject → reject',
  'implicit-reject → implicit-reject',
  'peer → trust',
  'cert → cert',
  'cert → cert refused',
  'cert → trust',
  'trust → cert',
  'trust → cert refused',
];
const met = new Set<string>();

test.each(cases)(
  'PostgreSQL %i, seed %i: every decision is the one we foretell',
  { timeout: 600_000 },
  async (major, seed) => {
    const result = await compareHba({ major, seed, files: 75, attemptsPerFile: 40 });
    expect(result.mismatches).toEqual([]);
    expect(result.attempts).toBeGreaterThan(1_500);
    for (const answer of result.answers.keys()) met.add(answer);
  },
);

test('every method got every answer that it can get', () => {
  expect([...met]).toEqual(expect.arrayContaining(everyAnswer));
});
