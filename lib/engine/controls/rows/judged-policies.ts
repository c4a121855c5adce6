import type { DatabaseFacts } from '../../analysis/facts.ts';
import { memo } from '../../analysis/memo.ts';
import type { ExpressionJudgement } from '../../analysis/row-security/judge-expression.ts';
import type { JudgedPolicy } from '../../analysis/row-security/judged-policy.ts';
import { type TableRowSecurity, tablesRowSecurity } from '../../analysis/row-security/table-row-security.ts';
import type { SectionName } from '../../inventory/section-name.ts';
import type { Change } from '../../model/change.ts';
import type { Evidence, FindingDraft } from '../../model/finding.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import type { Policy } from '../../policy/policy.ts';
import type { CheckResult } from '../control.ts';
import { relationRef } from '../grants/database-object.ts';
import { administratorKinds, isDeclaredAs } from '../roles/approved-role.ts';
import { rowTenancy } from './tenancy-scope.ts';
import { predicateFor } from './tenant-policy.ts';

/** What judging policies reads. */
export const policySections = [
  'relations',
  'columns',
  'policies',
  'roles',
  'memberships',
  'databases',
] as const satisfies readonly SectionName[];

export interface PolicyOnTable {
  readonly table: TableRowSecurity;
  readonly judged: JudgedPolicy;
  readonly on: ObjectRef;
  readonly object: ObjectRef;
}

/** Every policy of tables whose row security is on: elsewhere a policy is text, which rls-policies-but-disabled says. */
export function policiesInForce(database: DatabaseFacts, policy: Policy): readonly PolicyOnTable[] {
  return inForce(database)(policy);
}

const inForce = memo((database: DatabaseFacts) =>
  memo((policy: Policy): readonly PolicyOnTable[] =>
    [...tablesRowSecurity(database, policy).values()]
      .filter((table) => table.enabled)
      .flatMap((table) =>
        table.policies.map((judged) => ({
          table,
          judged,
          on: relationRef(database.name, table.relation),
          object: {
            kind: 'policy' as const,
            database: database.name,
            schema: table.relation.schema,
            relation: table.relation.name,
            name: judged.row.name,
          },
        })),
      ),
  ),
);

/** Policies whose expressions PostgreSQL's parser did not accept: nothing can be said of them. */
export const unparsed = memo(
  (policies: readonly PolicyOnTable[]): readonly { object: ObjectRef; reason: string }[] =>
    policies
      .filter(({ judged }) => (judged.using?.parseError ?? judged.check?.parseError ?? null) !== null)
      .map(({ object }) => ({
        object,
        reason: `The expression of policy ${object.name} on ${object.schema}.${object.relation} could not be parsed.`,
      })),
);

/** The same policy with other expressions; the clauses its command does not take stay away. */
export function rewritten(
  { judged, on }: PolicyOnTable,
  using: string | null,
  withCheck: string | null,
): Change {
  const { row } = judged;
  return {
    do: 'create-policy',
    on,
    policy: row.name,
    permissive: row.permissive,
    command: row.command,
    roles: row.roles,
    using: row.command === 'INSERT' ? null : using,
    withCheck: row.command === 'SELECT' || row.command === 'DELETE' ? null : withCheck,
  };
}

/** The same policy with the tenant's predicate in place of its own, or `null` where the customer's policy states none. */
export function heldToTenant(database: DatabaseFacts, policy: Policy, one: PolicyOnTable): Change | null {
  const tenancy = rowTenancy(policy, database.name);
  if ('outcome' in tenancy || one.table.required !== true) return null;
  const predicate = predicateFor(database, tenancy, one.on);
  if (predicate === null) return null;
  const { using, withCheck } = one.judged.row;
  // Without a WITH CHECK of its own PostgreSQL holds new rows against USING.
  return rewritten(one, predicate, withCheck === null && using !== null ? null : predicate);
}

/** The policy's own expressions, those that a command reuses once. */
export const expressionsOf = memo(({ judged }: PolicyOnTable): readonly ExpressionJudgement[] =>
  [...new Set([judged.using, judged.check])].filter((expression) => expression !== null),
);

/** Expressions of a policy that bear on something: none for a policy that never lets a row through or always does. */
export const openQuestionsOf = memo((one: PolicyOnTable): readonly ExpressionJudgement[] =>
  expressionsOf(one).filter((expression) => expression.constant === null && expression.parseError === null),
);

/** For titles: `Policy tenant on app.orders`. */
export function policyName({ judged, table }: PolicyOnTable): string {
  return `Policy ${judged.row.name} on ${table.relation.schema}.${table.relation.name}`;
}

/** What a finding about a policy shows of it. */
export function policyEvidence({ judged: { row } }: PolicyOnTable): Evidence {
  return {
    command: row.command,
    permissive: row.permissive,
    roles: row.roles.map((role) => role ?? 'PUBLIC'),
    using: row.using,
    withCheck: row.withCheck,
  };
}

/** Whether the policy is only for roles that the customer's policy declares as administrators or the like. */
export function isForAdministrators(policy: Policy, { judged }: PolicyOnTable): boolean {
  return judged.row.roles.every(
    (role) =>
      role !== null && isDeclaredAs(policy, role, [...administratorKinds, 'owner', 'migration', 'backup']),
  );
}

/** What a control on single policies answers: findings, and the policies that do not parse. */
export function judgedEach(
  database: DatabaseFacts,
  policy: Policy,
  judge: (one: PolicyOnTable) => readonly FindingDraft[],
): CheckResult {
  const policies = policiesInForce(database, policy);
  return { outcome: 'judged', findings: policies.flatMap(judge), undecided: unparsed(policies) };
}
