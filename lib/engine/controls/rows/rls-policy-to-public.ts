import { defineControl } from '../control.ts';
import {
  judgedEach,
  openQuestionsOf,
  policyEvidence,
  policyName,
  policySections,
  rewritten,
} from './judged-policies.ts';
import { rowReferences } from './row-references.ts';
import { rowTenancy } from './tenancy-scope.ts';

export const rlsPolicyToPublic = defineControl({
  id: 'rls-policy-to-public',
  title: 'Policies of tenants’ rows name the roles they are for',
  area: 'rows',
  scope: 'database',
  severity: 'low',
  needs: policySections,
  threats: ['cross-tenant-access', 'over-privileged-application'],
  enforcedWhere: 'policy',
  references: rowReferences,
  rationale:
    'A permissive policy TO PUBLIC also speaks for roles that were never meant to come near the rows. The first grant to one of them, by mistake or by default privileges, opens the table to it.',
  caution: 'Roles that the customer’s policy does not list under tenancy.roles see no row from then on.',
  check(database, policy) {
    const tenancy = rowTenancy(policy, database.name);
    if ('outcome' in tenancy) return tenancy;
    if (tenancy.roles.length === 0) {
      return {
        outcome: 'not-applicable',
        reason:
          'The policy lists no roles under tenancy.roles: every role may be one that a tenant’s session has.',
      };
    }
    const superusers = new Set(
      database.cluster.read('roles').flatMap((role) => (role.superuser ? [role.name] : [])),
    );
    const existing = new Set(database.cluster.read('roles').map((role) => role.name));
    const meant = tenancy.roles.filter((role) => existing.has(role) && !superusers.has(role)).sort();
    return judgedEach(database, policy, (one) => {
      const { row } = one.judged;
      if (!row.permissive || !row.roles.includes(null) || one.table.required !== true) return [];
      // What lets everything or nothing through is found by itself.
      if (openQuestionsOf(one).length === 0) return [];
      const { using, withCheck } = row;
      return [
        {
          object: one.object,
          title: `${policyName(one)} is for PUBLIC, and tenants’ rows are for ${tenancy.roles.join(', ')}`,
          evidence: { ...policyEvidence(one), meant: tenancy.roles },
          remedy:
            meant.length === 0
              ? {
                  manual:
                    'None of the roles under tenancy.roles can be bound by a policy here: create them, or list those that are.',
                }
              : { changes: [{ ...rewritten(one, using, withCheck), roles: meant }] },
        },
      ];
    });
  },
});
