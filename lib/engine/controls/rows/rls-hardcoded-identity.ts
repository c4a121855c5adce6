import { columnOf, constantOf, equalitiesIn } from '../../analysis/row-security/comparisons.ts';
import { isSetting, saysWhoAsks } from '../../analysis/row-security/session-values.ts';
import { listOf, nodesIn, type TreeValue } from '../../analysis/row-security/tree.ts';
import type { Policy } from '../../policy/policy.ts';
import { defineControl } from '../control.ts';
import {
  judgedEach,
  openQuestionsOf,
  type PolicyOnTable,
  policyEvidence,
  policyName,
  policySections,
} from './judged-policies.ts';
import { rowReferences } from './row-references.ts';

/** A UUID or an e-mail address; the nil UUID stands for rows that are everybody's. */
function isIdentity(text: string): boolean {
  const uuid = /^\{?[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}\}?$/i.test(text);
  return (uuid && !/^[0{}-]+$/.test(text)) || /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(text);
}

/** A column that by its name says who or whose: any value written beside it is somebody. */
const namesSomebody =
  /^(tenant|user|owner|account|customer|client|member|person|author|org|organi[sz]ation|company)_?(id|uuid)$/i;

function readsTenantSetting(value: TreeValue, policy: Policy): boolean {
  return nodesIn(value).some(
    (node) =>
      isSetting(node) &&
      policy.tenancy?.setting !== undefined &&
      constantOf(listOf(node.fields.args)[0]) === policy.tenancy.setting,
  );
}

function writtenIdentities(
  value: TreeValue | undefined,
  policy: Policy,
  { table }: PolicyOnTable,
): readonly string[] {
  return equalitiesIn(value).flatMap(({ one, other, negated }) => {
    const text = constantOf(other);
    if (text === null || text === '' || negated || constantOf(one) !== null) return [];
    const column = columnOf(one);
    const tenant =
      (column !== null && (column === table.tenantColumn || namesSomebody.test(column))) ||
      readsTenantSetting(one, policy);
    const shared = /^[0{}-]+$/.test(text);
    return (tenant && !shared) || ((column !== null || saysWhoAsks(one)) && isIdentity(text)) ? [text] : [];
  });
}

export const rlsHardcodedIdentity = defineControl({
  id: 'rls-hardcoded-identity',
  title: 'No policy has one tenant or user written into it',
  area: 'rows',
  scope: 'database',
  severity: 'medium',
  needs: policySections,
  threats: ['cross-tenant-access'],
  enforcedWhere: 'policy',
  references: rowReferences,
  rationale:
    'An identity in the text of a policy is a door for one, left by a test or a favour. Nobody sees it in the grants, and it stays when the account is handed on or taken over.',
  caution: 'The one who came in this way sees only its own rows from then on.',
  check: (database, policy) =>
    judgedEach(database, policy, (one) => {
      const identities = [
        ...new Set(
          openQuestionsOf(one).flatMap(({ tree }) => writtenIdentities(tree ?? undefined, policy, one)),
        ),
      ].sort();
      if (identities.length === 0) return [];
      return [
        {
          object: one.object,
          title: `${policyName(one)} has an identity written into it: ${identities.join(', ')}`,
          evidence: { ...policyEvidence(one), identities },
          remedy: {
            manual:
              'Compare with what the session says it is; for a privileged account use a role and a policy TO that role.',
          },
        },
      ];
    }),
});
