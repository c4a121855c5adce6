import { constantOf } from '../../analysis/row-security/comparisons.ts';
import { saysWhoAsks } from '../../analysis/row-security/session-values.ts';
import { aboutTree, namesOf, nodesIn } from '../../analysis/row-security/tree.ts';
import { defineControl } from '../control.ts';
import {
  judgedEach,
  openQuestionsOf,
  policyEvidence,
  policyName,
  policySections,
} from './judged-policies.ts';
import { rowReferences } from './row-references.ts';

const written = ['user_metadata', 'raw_user_meta_data'];

/** A key, or an element of a path such as `{user_metadata,role}`. */
function namesUserMetadata(text: string | null): boolean {
  return (text ?? '').split(/[{},"\s]+/).some((part) => written.includes(part));
}

const readsUserMetadata = aboutTree((value): boolean => {
  const nodes = nodesIn(value);
  const key = nodes.some(
    ({ kind, fields }) => kind === 'A_Const' && namesUserMetadata(constantOf({ [kind]: fields })),
  );
  const column = nodes.some(
    ({ kind, fields }) => kind === 'ColumnRef' && written.includes(namesOf(fields.fields).at(-1) ?? ''),
  );
  return (key || column) && saysWhoAsks(value);
});

export const rlsUserMetadataClaim = defineControl({
  id: 'rls-user-metadata-claim',
  title: 'No policy trusts a claim that users write themselves',
  area: 'rows',
  scope: 'database',
  severity: 'critical',
  needs: policySections,
  threats: ['cross-tenant-access', 'escalation-to-superuser'],
  enforcedWhere: 'policy',
  references: rowReferences,
  rationale:
    'user_metadata in a token is what the user last saved in the profile, one call away from any value. A tenant or a role read from there is whatever the attacker says it is.',
  caution:
    'Tokens must carry the claim in app_metadata, or the policy must look it up in a table, before the policy changes.',
  check: (database, policy) =>
    judgedEach(database, policy, (one) =>
      openQuestionsOf(one).some(({ tree }) => readsUserMetadata(tree))
        ? [
            {
              object: one.object,
              title: `${policyName(one)} trusts user_metadata, which users write themselves`,
              evidence: policyEvidence(one),
              remedy: {
                manual:
                  'Read the claim from app_metadata, which only the server writes, or from a table that the users cannot write.',
              },
            },
          ]
        : [],
    ),
});
