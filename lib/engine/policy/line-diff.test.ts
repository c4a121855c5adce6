import { expect, test } from 'vitest';
import { randomFrom } from '../../testing/random.ts';
import { lineDiff } from './line-diff.ts';

const marks = { same: ' ', removed: '-', added: '+' } as const;
const shown = (before: string, after: string) =>
  lineDiff(before, after).map(({ kind, text }) => `${marks[kind]}${text}`);

test('only what changes is marked', () => {
  expect(shown('a\nb\nc\n', 'a\nb\nc\n')).toEqual([' a', ' b', ' c', ' ']);
  expect(shown('a\nb\nc', 'a\nx\nc')).toEqual([' a', '-b', '+x', ' c']);
  expect(shown('', 'a')).toEqual(['-', '+a']);
  expect(shown('a\nb\nc\nd', 'b\nd\ne')).toEqual(['-a', ' b', '-c', ' d', '+e']);
});

test('both texts can be read back from it, whatever they are', () => {
  const random = randomFrom(7);
  for (let round = 0; round < 300; round += 1) {
    const text = () => Array.from({ length: random.integer(12) }, () => 'abc'[random.integer(3)]).join('\n');
    const [before, after] = [text(), text()];
    const lines = lineDiff(before, after);
    const side = (other: string) => lines.filter(({ kind }) => kind !== other).map((line) => line.text);
    expect([side('added').join('\n'), side('removed').join('\n')]).toEqual([before, after]);
  }
});

test('texts too long to compare are shown as replaced', () => {
  const long = (word: string) => Array.from({ length: 3000 }, (_, at) => `${word}${at}`).join('\n');
  expect(lineDiff(long('a'), long('b'))).toHaveLength(6000);
});
