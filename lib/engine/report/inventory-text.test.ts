import { expect, test } from 'vitest';
import { fixtureFacts, role } from '../analysis/access-fixture.ts';
import { inventoryText } from './inventory-text.ts';

test('the pieces together are the snapshot', () => {
  const roles = Array.from({ length: 1_201 }, (_, at) => role(`r${at}\n"\u2028`));
  const { inventory } = fixtureFacts({ cluster: { roles, memberships: [] } });
  const pieces = [...inventoryText(inventory)];
  expect(pieces.length).toBeGreaterThan(4);
  expect(JSON.parse(pieces.join(''))).toEqual(inventory);
  expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(200_000);
});

test('a cluster without any database that could be read is still JSON', () => {
  const { inventory } = fixtureFacts({});
  expect(JSON.parse([...inventoryText({ ...inventory, databases: [] })].join(''))).toEqual({
    ...inventory,
    databases: [],
  });
});
