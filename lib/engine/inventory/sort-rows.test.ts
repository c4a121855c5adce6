import { expect, test } from 'vitest';
import { keyOf } from './section.ts';
import { sortRows, sortRowsInParts } from './sort-rows.ts';

interface Named {
  readonly group: string;
  readonly name: string;
}

const key = (row: Named) => keyOf(row.group, row.name);
const parts = {
  group: (row: Named) => row.group,
  together: (one: Named, other: Named) => one.group === other.group,
  within: (row: Named) => row.name,
};

test('in parts the order is that of the whole key', () => {
  const groups = ['a', 'ab', 'a b', 'Z', 'ä', '\u{1f600}', '\uffee', ''];
  const rows = groups.flatMap((name, at) =>
    groups.map((group) => ({ group, name: `${name}${(at * 7) % 5}` })),
  );
  const sorted = sortRowsInParts(rows, parts);
  expect(sorted).toEqual(sortRows(rows, key));
  expect(sorted).toHaveLength(rows.length);
});

test('two rows of one key are no order, unless they may repeat', () => {
  const twice = [
    { group: 'g', name: 'x' },
    { group: 'h', name: 'x' },
    { group: 'g', name: 'x' },
  ];
  expect(sortRowsInParts(twice, parts)).toBeNull();
  expect(sortRows(twice, key)).toBeNull();
  expect(sortRows(twice, key, true)).toHaveLength(3);
});
