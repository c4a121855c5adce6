import type { DatabaseFacts } from '../../analysis/facts.ts';
import { roleGraph } from '../../analysis/role-graph.ts';
import {
  policyEffect,
  type RowCommand,
  rowCommands,
  sideOf,
} from '../../analysis/row-security/policy-effect.ts';
import type { Remedy } from '../../model/change.ts';
import type { FindingDraft } from '../../model/finding.ts';
import type { Grantee } from '../../model/privilege.ts';
import type { Policy } from '../../policy/policy.ts';
import { defineControl } from '../control.ts';
import { administratorKinds, isDeclaredAs } from '../roles/approved-role.ts';
import {
  heldToTenant,
  type PolicyOnTable,
  policiesInForce,
  policySections,
  unparsed,
} from './judged-policies.ts';

/** Commands for which this policy by itself lets every row through. */
function openCommands({ judged }: PolicyOnTable): RowCommand[] {
  if (!judged.row.permissive) return [];
  return rowCommands.filter((command) => {
    if (judged.row.command !== 'ALL' && judged.row.command !== command) return false;
    // Wider than its own USING: rls-check-wider-than-using says so.
    if (command === 'INSERT' && judged.checkWiderThanUsing) return false;
    const expression = sideOf(command) === 'using' ? judged.using : judged.check;
    return expression?.constant === 'true';
  });
}

/** Whether one of the policy's roles then really gets every row: a restrictive policy that applies to it may still filter. */
function reallyOpen(
  database: DatabaseFacts,
  one: PolicyOnTable,
  grantee: Grantee,
  command: RowCommand,
): boolean {
  const graph = roleGraph(database.cluster);
  const applying = one.table.policies.filter(({ row }) =>
    row.roles.some(
      (named) =>
        named === null || (grantee !== null && graph.reaches(grantee, named, 'inherit', database.name)),
    ),
  );
  return policyEffect(applying, command, sideOf(command)) === 'open';
}

/** Roles of the policy that are meant to be held by it: not superusers, not BYPASSRLS, not declared administrators. */
function boundRoles(database: DatabaseFacts, policy: Policy, { judged }: PolicyOnTable): readonly Grantee[] {
  const graph = roleGraph(database.cluster);
  return judged.row.roles.filter((role) => {
    if (role === null) return true;
    const row = graph.roles.get(role);
    return (
      !row?.superuser &&
      !row?.bypassRls &&
      !isDeclaredAs(policy, role, [...administratorKinds, 'migration', 'backup'])
    );
  });
}

function remedyFor(database: DatabaseFacts, policy: Policy, one: PolicyOnTable): Remedy {
  const change = heldToTenant(database, policy, one);
  if (change !== null) return { changes: [change] };
  return {
    manual:
      'Say in the expression which rows the roles of this policy may see, or drop it where another policy already does. Where everybody may read all of the table, list it under tenancy.except.',
  };
}

export const rlsPolicyAlwaysTrue = defineControl({
  id: 'rls-policy-always-true',
  title: 'No row policy that lets every row through',
  area: 'rows',
  scope: 'database',
  severity: 'high',
  needs: policySections,
  threats: ['cross-tenant-access', 'insider-reads-regulated-data'],
  enforcedWhere: 'policy',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '4.7' },
    { standard: 'CIS PostgreSQL 17', id: '4.7' },
    { standard: 'PCI DSS 4.0', id: '7.2.6' },
    { standard: 'NIST 800-53', id: 'AC-3' },
    { standard: 'ISO 27001:2022', id: 'A.8.3' },
    { standard: 'SOC 2', id: 'CC6.1' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
    { standard: 'GDPR', id: 'Art. 25' },
    { standard: 'PostgreSQL documentation', id: 'ddl-rowsecurity' },
  ],
  rationale:
    'Permissive policies are joined with OR, so one that is always true undoes all the others, and a review that counts policies sees a protected table. A policy without any expression is the opposite: it denies.',
  caution: 'Roles that relied on seeing every row need a policy of their own.',
  check(database, policy) {
    const policies = policiesInForce(database, policy);
    const findings = policies.flatMap((one): FindingDraft[] => {
      const { table, judged, object } = one;
      const { row } = judged;
      const name = `${table.relation.schema}.${table.relation.name}`;
      const roles = boundRoles(database, policy, one);
      const open = openCommands(one).filter((command) =>
        roles.some((role) => reallyOpen(database, one, role, command)),
      );
      // Reading a shared reference table is what it is for.
      const shared = policy.tenancy?.except?.includes(name) ?? false;
      const wrong = open.filter((command) => !(shared && command === 'SELECT'));
      if (wrong.length === 0) return [];
      return [
        {
          object,
          title: `Policy ${row.name} on ${name} lets every row through for ${wrong.join(', ')}`,
          evidence: {
            commands: wrong,
            roles: row.roles.map((role) => role ?? 'PUBLIC'),
            using: row.using,
            withCheck: row.withCheck,
            tenantTable: table.required,
          },
          remedy: remedyFor(database, policy, one),
          ...(table.required === true ? {} : { severity: 'medium' as const }),
        },
      ];
    });
    return { outcome: 'judged', findings, undecided: unparsed(policies) };
  },
});
