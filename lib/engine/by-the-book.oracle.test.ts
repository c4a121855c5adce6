import { test } from 'vitest';
import { expectClean } from '../testing/by-the-book/expect-clean.ts';

test.each([15, 17] as const)(
  'a cluster hardened by the book raises no false alarm on PostgreSQL %i',
  expectClean,
);
