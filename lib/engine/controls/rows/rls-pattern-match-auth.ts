import { comparisonsIn } from '../../analysis/row-security/comparisons.ts';
import { functionName, saysWhoAsks } from '../../analysis/row-security/session-values.ts';
import { aboutTree, listOf, nodesIn } from '../../analysis/row-security/tree.ts';
import { defineControl } from '../control.ts';
import {
  judgedEach,
  openQuestionsOf,
  policyEvidence,
  policyName,
  policySections,
} from './judged-policies.ts';
import { rowReferences } from './row-references.ts';

const operators: ReadonlySet<string> = new Set(['~~', '~~*', '!~~', '!~~*', '~', '~*', '!~', '!~*', '^@']);
/** Their second argument is a pattern, a prefix or a part. */
const matchers: ReadonlySet<string> = new Set([
  'starts_with',
  'strpos',
  'position',
  'regexp_match',
  'regexp_matches',
  'regexp_like',
  'regexp_count',
  'like',
  'texticlike',
]);

/** Whether the session's word is the pattern, or what is held against one. */
const matchIn = aboutTree((value): 'pattern' | 'value' | null => {
  const sides = [
    ...comparisonsIn(value)
      .filter(({ operator }) => operators.has(operator))
      .map(({ left, right }) => ({ matched: left, pattern: right })),
    ...nodesIn(value)
      .filter((node) => node.kind === 'FuncCall' && matchers.has(functionName(node)))
      .map((node) => {
        const [matched, ...pattern] = listOf(node.fields.args);
        return { matched, pattern };
      }),
  ];
  if (sides.some(({ pattern }) => saysWhoAsks(pattern))) return 'pattern';
  return sides.some(({ matched }) => saysWhoAsks(matched)) ? 'value' : null;
});

export const rlsPatternMatchAuth = defineControl({
  id: 'rls-pattern-match-auth',
  title: 'No policy matches patterns against what the session says',
  area: 'rows',
  scope: 'database',
  severity: 'medium',
  needs: policySections,
  threats: ['cross-tenant-access'],
  enforcedWhere: 'policy',
  references: rowReferences,
  rationale:
    'In a pattern the session’s own value may hold % or .*, which match everything; and a pattern that a value is held against is easily wider than meant. Equality has neither hole.',
  caution:
    'Values that were matched loosely on purpose (prefixes, domains) need a column or a table that lists them.',
  check: (database, policy) =>
    judgedEach(database, policy, (one) => {
      const matched = openQuestionsOf(one).map(({ tree }) => matchIn(tree));
      const chosen = matched.includes('pattern');
      if (!chosen && !matched.includes('value')) return [];
      return [
        {
          object: one.object,
          title: chosen
            ? `${policyName(one)} takes what the session says for a pattern`
            : `${policyName(one)} matches what the session says against a pattern`,
          evidence: policyEvidence(one),
          remedy: { manual: 'Compare with =, or look the value up in a table that lists what is allowed.' },
          ...(chosen ? { severity: 'high' as const } : {}),
        },
      ];
    }),
});
