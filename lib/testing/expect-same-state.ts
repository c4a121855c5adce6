import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import type { Inventory } from '../engine/inventory/inventory.ts';
import { comparable } from './comparable-inventory.ts';

/** Two inventories mean the same; where not, what differs is shown. Looked at first in the way that takes a third of the time. */
export function expectSameState(is: Inventory, was: Inventory, message?: string): void {
  const [now, before] = [comparable(is), comparable(was)];
  if (!isDeepStrictEqual(now, before)) expect(now, message).toEqual(before);
}
