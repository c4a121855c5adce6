import { type RowCommand, rowCommands } from '../../analysis/row-security/policy-effect.ts';
import type { PolicyRow } from '../../inventory/sections/policies.ts';
import type { FindingDraft } from '../../model/finding.ts';
import type { Policy } from '../../policy/policy.ts';
import { defineControl } from '../control.ts';
import { nameOf } from '../grants/database-object.ts';
import {
  isForAdministrators,
  openQuestionsOf,
  type PolicyOnTable,
  policiesInForce,
  policySections,
  unparsed,
} from './judged-policies.ts';
import { rowReferences } from './row-references.ts';

const takes = (row: PolicyRow, command: RowCommand) => row.command === 'ALL' || row.command === command;

/** What is always true or never is found by itself, and administrators are meant to see more. */
function bearsOn(policy: Policy, one: PolicyOnTable): boolean {
  return one.judged.row.permissive && openQuestionsOf(one).length > 0 && !isForAdministrators(policy, one);
}

/** For some command and some role both apply, and they do not say the same. */
function widens(one: PolicyOnTable, other: PolicyOnTable, policy: Policy): boolean {
  const [a, b] = [one.judged.row, other.judged.row];
  if (a === b || !bearsOn(policy, other)) return false;
  const command = rowCommands.some((each) => takes(a, each) && takes(b, each));
  const role =
    a.roles.includes(null) || b.roles.includes(null) || a.roles.some((each) => b.roles.includes(each));
  return command && role && (a.using !== b.using || a.withCheck !== b.withCheck);
}

export const rlsMultiplePermissive = defineControl({
  id: 'rls-multiple-permissive',
  title: 'No two policies widen each other for the same command',
  area: 'rows',
  scope: 'database',
  severity: 'low',
  needs: policySections,
  threats: ['cross-tenant-access'],
  enforcedWhere: 'policy',
  references: rowReferences,
  rationale:
    'Permissive policies are joined with OR: each one more adds rows, and none of them takes any away. Who reads only one of them believes in a limit that another has lifted.',
  caution: 'Rows that only one of the policies showed may be gone when they are put together.',
  check(database, policy) {
    const policies = policiesInForce(database, policy);
    const findings = [...Map.groupBy(policies, ({ table }) => table)].flatMap(([, all]): FindingDraft[] => {
      const widening = all.filter(
        (one) => bearsOn(policy, one) && all.some((other) => widens(one, other, policy)),
      );
      const [first] = widening;
      if (!first) return [];
      const commands = rowCommands.filter(
        (command) => widening.filter(({ judged }) => takes(judged.row, command)).length > 1,
      );
      return [
        {
          object: first.on,
          title: `Table ${nameOf(first.on)} shows every row that any of ${widening.map(({ judged }) => judged.row.name).join(', ')} shows for ${commands.join(', ')}: they are joined with OR`,
          evidence: {
            commands,
            policies: widening.map(({ judged: { row } }) => ({
              name: row.name,
              command: row.command,
              roles: row.roles.map((role) => role ?? 'PUBLIC'),
              using: row.using,
              withCheck: row.withCheck,
            })),
          },
          remedy: {
            manual:
              'Put the conditions into one policy where both are meant, or create the one that must always hold AS RESTRICTIVE.',
          },
        },
      ];
    });
    return { outcome: 'judged', findings, undecided: unparsed(policies) };
  },
});
