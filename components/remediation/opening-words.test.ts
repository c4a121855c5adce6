import { expect, test } from 'vitest';
import { openingWords } from './opening-words.ts';

test('a window in words', () => {
  const words = (...days: number[]) => openingWords({ days, from: '22:00', to: '02:00' });
  expect(words(1, 2, 3, 4, 5)).toBe('Mon to Fri, 22:00 to 02:00');
  expect(words(7, 6)).toBe('Sat, Sun, 22:00 to 02:00');
  expect(words(1, 3, 5)).toBe('Mon, Wed, Fri, 22:00 to 02:00');
  expect(words(1, 2, 3, 4, 5, 6, 7)).toBe('every day, 22:00 to 02:00');
});
