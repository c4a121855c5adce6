import { type AccessLine, accessLines } from '../../analysis/access-lines.ts';
import { clusterAccess, databaseAccess } from '../../analysis/effective-privileges.ts';
import { factsOf } from '../../analysis/facts.ts';
import type { Inventory } from '../../inventory/inventory.ts';

export interface AccessDifference {
  readonly loses: readonly AccessLine[];
  readonly gains: readonly AccessLine[];
}

const lineKey = (line: AccessLine) => JSON.stringify({ ...line, via: null });

function linesIn(inventory: Inventory, database: string | null): ReadonlyMap<string, AccessLine> {
  const facts = factsOf(inventory);
  const within = facts.databases.find((one) => one.name === database);
  const access = within ? databaseAccess(within) : clusterAccess(facts);
  return new Map([...accessLines(access)].map((line) => [lineKey(line), line]));
}

/** Effective privileges of one state and not of the other, as lines of the command-line contract. Throws `UnreadSection`. */
export function accessDifference(
  before: Inventory,
  after: Inventory,
  database: string | null,
): AccessDifference {
  const [was, is] = [linesIn(before, database), linesIn(after, database)];
  const only = (lines: ReadonlyMap<string, AccessLine>, others: ReadonlyMap<string, AccessLine>) =>
    [...lines].filter(([key]) => !others.has(key)).map(([, line]) => line);
  return { loses: only(was, is), gains: only(is, was) };
}
