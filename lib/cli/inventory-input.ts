import type { Inventory } from '../engine/inventory/inventory.ts';
import { readInventory } from '../engine/inventory/validate/read-inventory.ts';
import { unusable } from './command-failure.ts';
import { readInput } from './read-input.ts';

/** The longest text there can be is a little more; a cluster of 50,000 relations makes 60 MB. */
const inventoryByteLimit = 500 * 1024 * 1024;

/** A snapshot that `postern inventory` wrote, checked row by row. Throws `CommandFailure` (2). */
export function inventoryFrom(file: string): Inventory {
  const read = readInventory(readInput(file, inventoryByteLimit));
  if ('problem' in read) throw unusable(`${file}: ${read.problem}`);
  return read;
}
