import { expect, test } from 'vitest';
import { embeddedMajors } from '../../../embedded/binaries.ts';
import { compareHba } from '../../../testing/hba-differential.ts';

// The whole comparison: 150 random files × 40 attempts on every major, half of them with TLS. Minutes, not seconds.
const cases = embeddedMajors.flatMap((major) => [11, 12].map((seed) => [major, seed] as const));

// What a first answer of the server can show; the last three need TLS.
const common = ['trust', 'password', 'md5', 'scram-sha-256', 'peer', 'ident', 'reject', 'implicit-reject'];
const withTls = ['cert', 'cert refused, with a certificate', 'trust, with a certificate'];

test.each(cases)(
  'PostgreSQL %i, seed %i: every decision is the one we foretell',
  { timeout: 600_000 },
  async (major, seed) => {
    const result = await compareHba({ major, seed, files: 75, attemptsPerFile: 40 });
    expect(result.mismatches).toEqual([]);
    expect(result.attempts).toBeGreaterThan(2_000);
    expect([...result.answers.keys()]).toEqual(
      expect.arrayContaining(seed % 2 === 0 ? [...common, ...withTls] : common),
    );
  },
);
