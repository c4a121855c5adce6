import type { DatabaseFacts } from '../../analysis/facts.ts';
import type { Remedy } from '../../model/change.ts';
import type { Policy } from '../../policy/policy.ts';
import { defineControl } from '../control.ts';
import {
  heldToTenant,
  isForAdministrators,
  judgedEach,
  openQuestionsOf,
  type PolicyOnTable,
  policyEvidence,
  policyName,
  policySections,
} from './judged-policies.ts';
import { opensForNobody } from './rls-inverted-auth.ts';
import { rowReferences } from './row-references.ts';
import { hasUnboundLookup } from './unbound-lookup.ts';

/** A restrictive policy for everybody holds the same commands to columns of the row. */
function isHeldElsewhere({ table, judged }: PolicyOnTable): boolean {
  return table.policies.some(
    ({ row, using, check }) =>
      !row.permissive &&
      row.roles.includes(null) &&
      (row.command === 'ALL' || row.command === judged.row.command) &&
      [using, check].some((expression) => expression !== null && expression.columns.length > 0),
  );
}

function remedyFor(database: DatabaseFacts, policy: Policy, one: PolicyOnTable): Remedy {
  const change = heldToTenant(database, policy, one);
  if (change !== null) return { changes: [change] };
  return {
    manual:
      'Compare a column of the row (its tenant, its owner) with what the session says it is; where all of the table is meant, grant it to a role of its own and name that role in the policy.',
  };
}

export const rlsNoOwnColumn = defineControl({
  id: 'rls-no-own-column',
  title: 'Every policy asks about the row, not only about the session',
  area: 'rows',
  scope: 'database',
  severity: 'medium',
  needs: policySections,
  threats: ['cross-tenant-access'],
  enforcedWhere: 'policy',
  references: rowReferences,
  rationale:
    'A policy that compares nothing of the row gives each session all rows or none. Whoever passes sees every tenant.',
  caution: 'Sessions that are meant to see all rows need a role and a policy of their own.',
  check: (database, policy) =>
    judgedEach(database, policy, (one) => {
      const { table, judged } = one;
      if (!judged.row.permissive || isForAdministrators(policy, one) || isHeldElsewhere(one)) return [];
      const name = `${table.relation.schema}.${table.relation.name}`;
      if (judged.row.command === 'SELECT' && policy.tenancy?.except?.includes(name)) return [];
      const blind = openQuestionsOf(one).some(
        (expression) =>
          expression.columns.length === 0 &&
          !opensForNobody(expression) &&
          !hasUnboundLookup(database, policy, one),
      );
      if (!blind) return [];
      return [
        {
          object: one.object,
          title: `${policyName(one)} asks nothing of the row: a session that passes gets every row`,
          evidence: { ...policyEvidence(one), tenantTable: table.required },
          remedy: remedyFor(database, policy, one),
          ...(table.required === true ? {} : { severity: 'low' as const }),
        },
      ];
    }),
});
