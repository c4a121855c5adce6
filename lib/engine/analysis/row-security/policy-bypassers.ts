import type { DatabaseFacts } from '../facts.ts';
import { memo } from '../memo.ts';
import { roleGraph } from '../role-graph.ts';
import { addBit, type Bits, emptyBits, uniteBits } from '../role-graph-closure.ts';

/** What of a table decides whom its policies bind. */
interface OwnedTable {
  readonly owner: string;
  readonly forceRowSecurity: boolean;
}

const exemptByAttribute = memo((database: DatabaseFacts): Bits => {
  const { roles, names } = roleGraph(database.cluster);
  const bits = emptyBits(names.length);
  names.forEach((name, at) => {
    const row = roles.get(name);
    if (row?.superuser || row?.bypassRls) addBit(bits, at);
  });
  return bits;
});

const exemptWith = memo((database: DatabaseFacts) => {
  const graph = roleGraph(database.cluster);
  const byAttribute = exemptByAttribute(database);
  const known = new Map<string, Bits>();
  return (owner: string): Bits => {
    const found = known.get(owner);
    if (found) return found;
    const bits = byAttribute.slice();
    uniteBits(bits, graph.reachersOf(owner, 'inherit', database.name));
    known.set(owner, bits);
    return bits;
  };
});

/**
 * Roles whose statements skip the table's policies, by position in the graph's names: superuser and BYPASSRLS by
 * attribute, which nobody inherits, and the owner's rights, which members inherit, unless row security is forced.
 * Tables of one owner share the set: do not change it.
 */
export function policyBypassers(database: DatabaseFacts, table: OwnedTable): Bits {
  return table.forceRowSecurity ? exemptByAttribute(database) : exemptWith(database)(table.owner);
}
