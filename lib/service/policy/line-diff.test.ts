import { expect, test } from 'vitest';
import { randomFrom } from '../../testing/random.ts';
import { diffLines } from './line-diff.ts';
import { mergeLines } from './merge-lines.ts';

const shown = (before: string, after: string) =>
  diffLines(before, after).map(({ kind, text }) => `${{ same: ' ', gone: '-', new: '+' }[kind]}${text}`);

test.each<[string, string, readonly string[]]>([
  ['', '', [' ']],
  ['a', 'a', [' a']],
  ['a\nb\nc', 'a\nc', [' a', '-b', ' c']],
  ['a\nc', 'a\nb\nc', [' a', '+b', ' c']],
  ['a\nb\nc', 'a\nx\nc', [' a', '-b', '+x', ' c']],
  ['a\nb\na\nb', 'b\na\nb\na', ['-a', ' b', ' a', ' b', '+a']],
  ['a\r\nb', 'a\nb', [' a', ' b']],
])('%j to %j', (before, after, lines) => {
  expect(shown(before, after)).toEqual(lines);
});

test('every line of both texts is there once, in order, and numbered', () => {
  const choice = randomFrom(7);
  const text = () =>
    Array.from({ length: choice.integer(12) }, () => choice.pick(['a', 'b', 'c'])).join('\n');
  for (let round = 0; round < 500; round += 1) {
    const [a, b] = [text(), text()];
    const lines = diffLines(a, b);
    expect(
      lines
        .filter((line) => line.before !== null)
        .map((line) => line.text)
        .join('\n'),
    ).toBe(a);
    expect(
      lines
        .filter((line) => line.after !== null)
        .map((line) => line.text)
        .join('\n'),
    ).toBe(b);
    expect(lines.flatMap((line) => line.before ?? [])).toEqual(a.split('\n').map((_, index) => index + 1));
  }
});

test('a megabyte is quick', () => {
  const a = Array.from({ length: 40_000 }, (_, index) => `line ${index} ${index % 7}`);
  const started = performance.now();
  expect(diffLines(a.join('\n'), a.toReversed().join('\n')).length).toBeGreaterThan(40_000);
  expect(performance.now() - started).toBeLessThan(5000);
});

test('what two people changed in different places is joined; in the same place it is not', () => {
  const base = 'version: 1\na: 1\nb: 2\nc: 3\nd: 4\n';
  const mine = base.replace('a: 1', 'a: 9');
  const theirs = base.replace('d: 4\n', 'd: 4\ne: 5\n');
  expect(mergeLines(base, mine, theirs)).toBe('version: 1\na: 9\nb: 2\nc: 3\nd: 4\ne: 5\n');
  expect(mergeLines(base, theirs, mine)).toBe('version: 1\na: 9\nb: 2\nc: 3\nd: 4\ne: 5\n');
  expect(mergeLines(base, mine, base.replace('a: 1', 'a: 8'))).toBeNull();
  expect(mergeLines(base, mine, base.replace('b: 2', 'b: 8'))).toBeNull();
  expect(mergeLines(base, mine, mine)).toBe(mine);
  expect(mergeLines(base, base, theirs)).toBe(theirs);
  expect(mergeLines(base, mine, base)).toBe(mine);
});
