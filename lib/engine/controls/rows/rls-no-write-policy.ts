import type { DatabaseFacts } from '../../analysis/facts.ts';
import { memo } from '../../analysis/memo.ts';
import { roleGraph } from '../../analysis/role-graph.ts';
import { addBit, type Bits, emptyBits, members, share } from '../../analysis/role-graph-closure.ts';
import { policyBypassers } from '../../analysis/row-security/policy-bypassers.ts';
import type { RelationRow } from '../../inventory/sections/relations.ts';
import type { FindingDraft } from '../../model/finding.ts';
import type { Grantee, Privilege } from '../../model/privilege.ts';
import { defineControl, judged } from '../control.ts';
import { nameOf } from '../grants/database-object.ts';
import { entriesOf, granteesIn, privilegesIn } from '../grants/grant-entry.ts';
import { grantedTables } from './granted-tables.ts';
import { othersNames, revokeFromOthers } from './granted-to-others.ts';
import { policySections } from './judged-policies.ts';
import { rowReferences } from './row-references.ts';

const writes = ['INSERT', 'UPDATE', 'DELETE'] as const;

/**
 * Whether somebody whom the policies do not bind, the owner and superusers left out, holds what was granted to `grantee`, by
 * itself or by membership, and does write with it. Tables of one owner are alike in that.
 */
const reachesPastPolicies = memo((database: DatabaseFacts) => {
  const graph = roleGraph(database.cluster);
  const known = new Map<string, { readonly past: Bits; readonly answers: Map<Grantee, boolean> }>();
  const pastPolicies = (table: RelationRow): Bits => {
    const bits = emptyBits(graph.names.length);
    for (const at of members(policyBypassers(database, table))) {
      const name = graph.names[at] ?? '';
      if (name !== table.owner && graph.roles.get(name)?.superuser === false) addBit(bits, at);
    }
    return bits;
  };
  return (table: RelationRow, grantee: Grantee): boolean => {
    const key = `${table.forceRowSecurity} ${table.owner}`;
    const one = known.get(key) ?? { past: pastPolicies(table), answers: new Map<Grantee, boolean>() };
    known.set(key, one);
    const before = one.answers.get(grantee);
    if (before !== undefined) return before;
    const answer =
      grantee === null
        ? one.past.some((word) => word !== 0)
        : share(one.past, graph.reachersOf(grantee, 'inherit', database.name));
    one.answers.set(grantee, answer);
    return answer;
  };
});

export const rlsNoWritePolicy = defineControl({
  id: 'rls-no-write-policy',
  title: 'Who may write a table is let through by a policy',
  area: 'rows',
  scope: 'database',
  severity: 'info',
  needs: policySections,
  threats: ['over-privileged-application'],
  enforcedWhere: 'policy',
  references: rowReferences,
  rationale:
    'INSERT, UPDATE or DELETE was granted, and no policy lets anybody write a row: the grant is one that nothing needs today. The day somebody adds a policy for all commands it becomes real.',
  caution: 'Nothing that works today; a policy for writing that comes later needs its grant again.',
  check(database, policy) {
    const reaches = reachesPastPolicies(database);
    const findings = grantedTables(database, policy).flatMap(({ table, on, granted }): FindingDraft[] => {
      if (table.policies.length === 0 || table.effective.SELECT === 'deny-all') return [];
      const idle = new Set<Privilege>(writes.filter((command) => table.effective[command] === 'deny-all'));
      const entries = granted.map((one) => ({
        on: one.on,
        entries: granteesIn(one.entries)
          .filter((grantee) => !reaches(table.relation, grantee))
          .flatMap((grantee) => entriesOf(one.entries, grantee, (privilege) => idle.has(privilege))),
      }));
      const useless = entries.filter((one) => one.entries.length > 0);
      if (useless.length === 0) return [];
      const privileges = privilegesIn(useless.flatMap((one) => one.entries));
      return [
        {
          object: on,
          title: `No policy lets a row of ${nameOf(on)} be written, though ${othersNames(useless).join(', ')} may ${privileges.join(', ')} it by grant`,
          evidence: {
            privileges,
            grantees: othersNames(useless),
            policies: table.policies.map(({ row }) => row.name),
          },
          remedy: { changes: revokeFromOthers(useless) },
        },
      ];
    });
    return judged(findings);
  },
});
