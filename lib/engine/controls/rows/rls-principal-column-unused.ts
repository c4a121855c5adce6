import type { DatabaseFacts } from '../../analysis/facts.ts';
import { columnOf, constantOf, equalitiesIn } from '../../analysis/row-security/comparisons.ts';
import type { ExpressionJudgement } from '../../analysis/row-security/judge-expression.ts';
import { mayAskWho } from '../../analysis/row-security/session-values.ts';
import type { Remedy } from '../../model/change.ts';
import type { FindingDraft } from '../../model/finding.ts';
import { defineControl } from '../control.ts';
import { nameOf } from '../grants/database-object.ts';
import {
  expressionsOf,
  openQuestionsOf,
  type PolicyOnTable,
  policiesInForce,
  policySections,
  unparsed,
} from './judged-policies.ts';
import { rowReferences } from './row-references.ts';
import { type RowTenancy, rowTenancy } from './tenancy-scope.ts';
import { predicateFor } from './tenant-policy.ts';

const isUnparsed = (one: PolicyOnTable) => unparsed([one]).length > 0;

/** With who asks, by a setting, a function or a lookup; or with one tenant that is written down, which rls-hardcoded-identity tells of. */
function comparesTenant({ tree, relations }: ExpressionJudgement, column: string): boolean {
  const value = tree ?? undefined;
  return (
    relations.length > 0 ||
    mayAskWho(value) ||
    equalitiesIn(value).some(
      ({ one, other, negated }) => !negated && columnOf(one) === column && constantOf(other) !== null,
    )
  );
}

/** A floor under the policies that are there: they keep what they say, and hold within the tenant. */
function remedyFor(database: DatabaseFacts, tenancy: RowTenancy, { table, on }: PolicyOnTable): Remedy {
  const predicate = predicateFor(database, tenancy, on);
  if (predicate === null) {
    return {
      manual:
        'Name the parameter that carries the tenant (tenancy.setting) in the policy, and compare the column with it.',
    };
  }
  const taken = new Set(table.policies.map(({ row }) => row.name));
  let name = 'tenant_floor';
  for (let number = 2; taken.has(name); number += 1) name = `tenant_floor_${number}`;
  return {
    changes: [
      {
        do: 'create-policy',
        on,
        policy: name,
        permissive: false,
        command: 'ALL',
        roles: [null],
        using: predicate,
        withCheck: predicate,
      },
    ],
  };
}

export const rlsPrincipalColumnUnused = defineControl({
  id: 'rls-principal-column-unused',
  title: 'Every policy set of a tenants’ table compares the tenant',
  area: 'rows',
  scope: 'database',
  severity: 'high',
  needs: policySections,
  threats: ['cross-tenant-access'],
  enforcedWhere: 'policy',
  references: rowReferences,
  rationale:
    'The table says whose each row is, and no policy asks. Whatever the policies compare instead, a user, a state, a lookup, is only as good as its own separation of tenants.',
  caution: 'Sessions that do not say for whom they act see no row, whatever the other policies give them.',
  check(database, policy) {
    const tenancy = rowTenancy(policy, database.name);
    if ('outcome' in tenancy) return tenancy;
    const policies = policiesInForce(database, policy);
    const findings = [...Map.groupBy(policies, ({ table }) => table)].flatMap(
      ([table, all]): FindingDraft[] => {
        const [first] = all;
        if (!first || table.required !== true || all.some((one) => isUnparsed(one))) return [];
        const mentions = all.flatMap(expressionsOf).filter((one) => one.mentionsTenantColumn);
        if (mentions.some((one) => comparesTenant(one, tenancy.column))) return [];
        // Policies that are always true, never, or ask nothing of the row are found by themselves.
        const asking = all.filter((one) =>
          openQuestionsOf(one).some((expression) => expression.columns.length > 0),
        );
        if (asking.length === 0) return [];
        return [
          {
            object: first.on,
            title: `No policy of ${nameOf(first.on)} compares ${tenancy.column}, which says whose each row is${mentions.length > 0 ? ', with who asks' : ''}`,
            evidence: {
              tenantColumn: tenancy.column,
              policies: all.map(({ judged: { row } }) => ({
                name: row.name,
                using: row.using,
                withCheck: row.withCheck,
              })),
            },
            remedy: remedyFor(database, tenancy, first),
          },
        ];
      },
    );
    return { outcome: 'judged', findings, undecided: unparsed(policies) };
  },
});
