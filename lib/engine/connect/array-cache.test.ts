import { expect, test } from 'vitest';
import { ArrayCache } from './array-cache.ts';

test('lists that read alike are one frozen list, others are not', () => {
  const cache = new ArrayCache();
  const first = cache.read('{app=r/owner,"x y=r/owner",NULL}');
  expect(first).toEqual(['app=r/owner', 'x y=r/owner', null]);
  expect(cache.read('{app=r/owner,"x y=r/owner",NULL}')).toBe(first);
  expect(cache.read('{app=w/owner}')).toEqual(['app=w/owner']);
  expect(Object.isFrozen(first)).toBe(true);
});

test('what is no array is refused every time', () => {
  const cache = new ArrayCache();
  for (const _ of [1, 2]) expect(() => cache.read('{a')).toThrow(SyntaxError);
});

test('ten thousand different lists are read rightly, and a long one too', () => {
  const cache = new ArrayCache();
  for (let at = 0; at < 10_000; at++) expect(cache.read(`{r${at}=r/o}`)).toEqual([`r${at}=r/o`]);
  expect(cache.read('{r0=r/o}')).toEqual(['r0=r/o']);
  const long = 'x'.repeat(100_000);
  expect(cache.read(`{${long}}`)).toEqual([long]);
});
