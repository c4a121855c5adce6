import { test } from 'vitest';
import { expectClean } from '../testing/by-the-book/expect-clean.ts';

// The others: by-the-book.oracle.test.ts.
test.each([14, 16, 18] as const)(
  'a cluster hardened by the book raises no false alarm on PostgreSQL %i',
  expectClean,
);
