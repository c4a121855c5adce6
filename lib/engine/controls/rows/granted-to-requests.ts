import type { ClusterFacts, DatabaseFacts } from '../../analysis/facts.ts';
import { memo } from '../../analysis/memo.ts';
import type { RelationRow } from '../../inventory/sections/relations.ts';
import type { FindingDraft } from '../../model/finding.ts';
import type { Privilege } from '../../model/privilege.ts';
import type { Policy } from '../../policy/policy.ts';
import type { CheckResult } from '../control.ts';
import { isAllowed } from '../grants/allowed-by-policy.ts';
import { isRequestRole } from '../grants/request-role.ts';
import { grantedToOthers, type OthersGrants } from './granted-to-others.ts';

const rowPrivileges = new Set<Privilege>(['SELECT', 'INSERT', 'UPDATE', 'DELETE']);

/** Most servers have none: nothing of fifty thousand tables needs to be looked at there. */
const hasRequestRoles = memo((cluster: ClusterFacts) =>
  cluster.read('roles').some(({ name }) => isRequestRole(name)),
);

/**
 * What the role of a request behind an API is granted on the rows of a relation by name, beyond what the policy says it may:
 * row security alone then stands between two who ask. What everybody has is public-table-grants'. Needs `columns`, `roles`.
 */
export function grantedToRequests(
  database: DatabaseFacts,
  policy: Policy,
  relation: RelationRow,
): OthersGrants[] {
  if (!hasRequestRoles(database.cluster)) return [];
  return grantedToOthers(database, relation, (privilege) => rowPrivileges.has(privilege))
    .map(({ on, entries }) => ({
      on,
      entries: entries.filter(
        ({ grantee, privileges }) =>
          isRequestRole(grantee) &&
          privileges.some((privilege) => !isAllowed(policy, grantee, privilege, on)),
      ),
    }))
    .filter(({ entries }) => entries.length > 0);
}

/** What is wrong whatever the policy would say of tenants, where it says nothing; else the question it is asked. */
export function untilTenancyIsKnown(
  database: DatabaseFacts,
  question: CheckResult,
  found: () => readonly FindingDraft[],
): CheckResult {
  const findings = question.outcome === 'unknown' ? found() : [];
  if (question.outcome !== 'unknown' || findings.length === 0) return question;
  const object = { kind: 'database' as const, database: database.name, name: database.name };
  return { outcome: 'judged', findings, undecided: [{ object, reason: question.reason }] };
}
