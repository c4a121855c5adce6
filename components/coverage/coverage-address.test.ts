import { expect, test } from 'vitest';
import type { CoverageQuery } from '#lib/service/coverage/coverage-query.ts';
import { coverageSearch, isNarrowed } from './coverage-address.ts';

const all: CoverageQuery = {
  area: [],
  framework: [],
  where: [],
  state: [],
  risk: [],
  database: null,
  unfold: [],
};

test('an address says what it filters, and nothing where it filters nothing', () => {
  const query: CoverageQuery = { ...all, area: ['network', 'rows'], state: ['missing'], database: 'a,b&c' };
  const parameters = new URLSearchParams(coverageSearch(query));
  expect(Object.fromEntries(parameters)).toEqual({
    area: 'network,rows',
    state: 'missing',
    database: 'a,b&c',
  });
  expect(coverageSearch(query, all)).toBe('');
});

test('unfolding shows more and filters nothing', () => {
  expect(isNarrowed({ ...all, unfold: ['rows'] })).toBe(false);
  expect(isNarrowed({ ...all, risk: ['gap'] })).toBe(true);
  expect(isNarrowed({ ...all, database: 'shop' })).toBe(true);
});
