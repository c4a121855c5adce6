import { defineControl } from '../control.ts';
import { judgedEach, policyEvidence, policyName, policySections } from './judged-policies.ts';
import { rowReferences } from './row-references.ts';

export const rlsVolatileFunction = defineControl({
  id: 'rls-volatile-function',
  title: 'No policy calls a function that changes things or its mind',
  area: 'rows',
  scope: 'database',
  severity: 'low',
  needs: [...policySections, 'policy-routines'],
  threats: ['cross-tenant-access', 'resource-exhaustion'],
  enforcedWhere: 'policy',
  references: rowReferences,
  rationale:
    'A VOLATILE function in a policy is run for row after row, may answer differently for each, and may write or set something while rows are only being read. What a session sees then depends on the plan.',
  caution:
    'A function marked STABLE or IMMUTABLE must be one: it may not write, and answers the same within a statement.',
  check(database, policy) {
    const called = Map.groupBy(
      database.read('policy-routines').filter((row) => row.volatility === 'volatile'),
      (row) => JSON.stringify([row.schema, row.relation, row.policy]),
    );
    return judgedEach(database, policy, (one) => {
      const { relation } = one.table;
      const rows = called.get(JSON.stringify([relation.schema, relation.name, one.judged.row.name])) ?? [];
      if (rows.length === 0) return [];
      const functions = [
        ...new Set(rows.map((row) => `${row.routineSchema}.${row.routine}(${row.signature})`)),
      ].sort();
      return [
        {
          object: one.object,
          title: `${policyName(one)} calls ${functions.join(', ')}, which ${functions.length === 1 ? 'is' : 'are'} VOLATILE`,
          evidence: { ...policyEvidence(one), functions },
          remedy: {
            manual:
              'Where the function only reads, mark it STABLE (ALTER FUNCTION … STABLE) and call it as (SELECT f()); where it writes or sets something, take it out of the policy.',
          },
        },
      ];
    });
  },
});
