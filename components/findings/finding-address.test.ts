import { expect, test } from 'vitest';
import { parseFindingQuery } from '#lib/service/findings/finding-query.ts';
import { findingSearch, isFiltered, toggled } from './finding-address.ts';

const plain = parseFindingQuery({});

test('the plain list has no query string', () => {
  expect(findingSearch(plain)).toBe('');
  expect(isFiltered(plain)).toBe(false);
});

test('an address read back is the same query', () => {
  const query = parseFindingQuery(
    new URLSearchParams(
      'q=%22o%27rders%22+%26&severity=high,critical&control=a,b&database=a,b&database=%E2%80%AEx&accepted=all&state=fixed,open&assignee=me&since=new&until=30&sort=object&dir=desc&page=3&size=20',
    ),
  );
  expect(query.database).toEqual(['a,b', '\u202ex']);
  const again = parseFindingQuery(new URLSearchParams(findingSearch(query, { page: query.page })));
  expect(again).toEqual(query);
  expect(isFiltered(query)).toBe(true);
});

test('a change of filter goes back to the first page', () => {
  const query = parseFindingQuery({ page: '7', severity: 'low' });
  expect(findingSearch(query, { severity: toggled(query.severity, 'low') })).toBe('');
  expect(findingSearch(query, { page: 8 })).toBe('?severity=low&page=8');
});
