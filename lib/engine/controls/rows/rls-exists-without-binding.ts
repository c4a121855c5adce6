import type { ObjectRef } from '../../model/object-ref.ts';
import { defineControl } from '../control.ts';
import { judgedEach, policyEvidence, policyName, policySections } from './judged-policies.ts';
import { rowReferences } from './row-references.ts';
import { unboundLookup } from './unbound-lookup.ts';

export const rlsExistsWithoutBinding = defineControl({
  id: 'rls-exists-without-binding',
  title: 'Every lookup in a policy is bound to the row or to who asks',
  area: 'rows',
  scope: 'database',
  severity: 'critical',
  needs: policySections,
  threats: ['cross-tenant-access', 'insider-reads-regulated-data'],
  enforcedWhere: 'policy',
  references: rowReferences,
  rationale:
    'EXISTS over a table of members is true for everybody as long as anybody is a member, unless the subquery says whose membership it asks about. The policy reads as if it looked somebody up, and lets every row through.',
  caution: 'People who only got in through the open lookup lose the rows.',
  check: (database, policy) => {
    const undecided: { object: ObjectRef; reason: string }[] = [];
    const result = judgedEach(database, policy, (one) => {
      const lookup = unboundLookup(database, policy, one);
      if (lookup === null) return [];
      if ('unseen' in lookup) {
        undecided.push({
          object: one.object,
          reason: `${policyName(one)} looks into ${lookup.unseen}, of which the scan does not see whose rows it shows.`,
        });
        return [];
      }
      return [
        {
          object: one.object,
          title: `${policyName(one)} looks into ${lookup.relations.join(', ')} without asking about this row or who asks`,
          evidence: { ...policyEvidence(one), lookedInto: lookup.relations },
          remedy: {
            manual:
              'Say in the WHERE of the subquery whose entry it is about: AND member.user_id = the id the session carries.',
          },
          ...(one.table.required === true ? {} : { severity: 'high' as const }),
        },
      ];
    });
    return result.outcome === 'judged'
      ? { ...result, undecided: [...(result.undecided ?? []), ...undecided] }
      : result;
  },
});
