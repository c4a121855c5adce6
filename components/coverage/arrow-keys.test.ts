import { expect, test } from 'vitest';
import { placeAfter } from './arrow-keys.ts';

// x is a cell that can be stood on.
const grid = ['xx.x', 'x..x', 'x.xx'];
const filled = (row: number, column: number) => grid[row]?.[column] === 'x';
const go = (key: string, row: number, column: number) => placeAfter(key, [row, column], [3, 4], filled);

test('arrows skip empty cells and stop at the edge', () => {
  expect(go('ArrowRight', 0, 1)).toEqual([0, 3]);
  expect(go('ArrowRight', 0, 3)).toEqual([0, 3]);
  expect(go('ArrowLeft', 1, 3)).toEqual([1, 0]);
  expect(go('ArrowDown', 0, 1)).toEqual([0, 1]);
  expect(go('ArrowUp', 2, 0)).toEqual([1, 0]);
});

test('Home and End stay in the row, other keys do not move', () => {
  expect(go('End', 2, 0)).toEqual([2, 3]);
  expect(go('Home', 1, 3)).toEqual([1, 0]);
  expect(go('Enter', 1, 3)).toBeNull();
});
