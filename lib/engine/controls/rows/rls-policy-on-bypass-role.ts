import type { DatabaseFacts } from '../../analysis/facts.ts';
import { roleGraph } from '../../analysis/role-graph.ts';
import type { RoleRow } from '../../inventory/sections/roles.ts';
import type { Policy } from '../../policy/policy.ts';
import { defineControl } from '../control.ts';
import { administratorKinds, isDeclaredAs } from '../roles/approved-role.ts';
import {
  judgedEach,
  type PolicyOnTable,
  policyEvidence,
  policyName,
  policySections,
} from './judged-policies.ts';
import { rowReferences } from './row-references.ts';

/** Roles of the TO clause that skip it; those that the customer's policy lets see everything left out. */
function namedBypassers(
  database: DatabaseFacts,
  policy: Policy,
  { judged }: PolicyOnTable,
): readonly RoleRow[] {
  const graph = roleGraph(database.cluster);
  return judged.row.roles
    .flatMap((name) => (name === null ? [] : (graph.roles.get(name) ?? [])))
    .filter((role) => role.superuser || role.bypassRls)
    .filter((role) => !isDeclaredAs(policy, role.name, [...administratorKinds, 'backup']));
}

export const rlsPolicyOnBypassRole = defineControl({
  id: 'rls-policy-on-bypass-role',
  title: 'No policy names a role that policies do not bind',
  area: 'rows',
  scope: 'database',
  severity: 'medium',
  needs: policySections,
  threats: ['cross-tenant-access', 'insider-reads-regulated-data'],
  enforcedWhere: 'policy',
  references: rowReferences,
  rationale:
    'BYPASSRLS and superuser attributes go before every policy. A policy TO such a role reads like a limit on it and is none: the role sees all rows.',
  caution:
    'The role then sees only the rows that the policies show it; jobs over all rows need a policy that says so.',
  check: (database, policy) =>
    judgedEach(database, policy, (one) => {
      const named = namedBypassers(database, policy, one);
      if (named.length === 0) return [];
      const names = named.map((role) => role.name);
      return [
        {
          object: one.object,
          title: `${policyName(one)} names ${names.join(', ')}, whom no policy binds`,
          evidence: {
            ...policyEvidence(one),
            bypassing: named.map((role) => ({
              role: role.name,
              superuser: role.superuser,
              bypassRls: role.bypassRls,
            })),
          },
          remedy: named.some((role) => role.superuser)
            ? {
                manual:
                  'A superuser is bound by nothing: let this work be done by a role without attributes, and name that one.',
              }
            : {
                changes: names.map(
                  (role) => ({ do: 'alter-role', role, attributes: { bypassRls: false } }) as const,
                ),
              },
        },
      ];
    }),
});
