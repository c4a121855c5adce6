import { defineControl } from '../control.ts';
import { judgedEach, policyEvidence, policyName, policySections } from './judged-policies.ts';
import { rowReferences } from './row-references.ts';

const words = [
  'todo',
  'tmp',
  'temp',
  'temporary',
  'debug',
  'debugging',
  'fixme',
  'xxx',
  'hack',
  'foo',
  'foobar',
  'dummy',
  'placeholder',
  'changeme',
  'wip',
  'delete_me',
  'remove_me',
];

/** One of its words, however it is written (`tmp_all`, `allDebug`), or all of it is `test`. */
function isPlaceholder(name: string): boolean {
  const parts = name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((part) => part !== '');
  const pairs = parts.slice(1).map((part, at) => `${parts[at]}_${part}`);
  return [...parts, ...pairs].some((part) => words.includes(part)) || /^test\d*$/i.test(name);
}

export const rlsPolicyPlaceholderName = defineControl({
  id: 'rls-policy-placeholder-name',
  title: 'No policy that was meant to be temporary',
  area: 'rows',
  scope: 'database',
  severity: 'info',
  needs: policySections,
  threats: ['cross-tenant-access'],
  enforcedWhere: 'policy',
  references: rowReferences,
  rationale:
    'A policy called todo, tmp or debug was not meant to stay. It is in force like any other, and nobody dares to remove it.',
  caution: 'What still works only through it stops when it is dropped; renaming it changes nothing.',
  check: (database, policy) =>
    judgedEach(database, policy, (one) =>
      isPlaceholder(one.judged.row.name)
        ? [
            {
              object: one.object,
              title: `${policyName(one)} has the name of something temporary and is in force`,
              evidence: policyEvidence(one),
              remedy: { manual: 'Drop it, or say by its name what it is for: ALTER POLICY … RENAME TO.' },
            },
          ]
        : [],
    ),
});
