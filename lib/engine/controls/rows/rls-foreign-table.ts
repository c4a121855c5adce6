import type { DatabaseFacts } from '../../analysis/facts.ts';
import { relationsOfKind } from '../../analysis/relation-index.ts';
import { roleGraph } from '../../analysis/role-graph.ts';
import type { RelationRow } from '../../inventory/sections/relations.ts';
import type { FindingDraft } from '../../model/finding.ts';
import type { Grantee } from '../../model/privilege.ts';
import type { Policy } from '../../policy/policy.ts';
import { defineControl, judged } from '../control.ts';
import { columnsOf } from '../grants/by-relation.ts';
import { isSystemSchema, nameOf, relationRef } from '../grants/database-object.ts';
import { grantedToOthers, type OthersGrants, othersNames, revokeFromOthers } from './granted-to-others.ts';
import { grantedToRequests, untilTenancyIsKnown } from './granted-to-requests.ts';
import { rowReferences } from './row-references.ts';
import { rowTenancy } from './tenancy-scope.ts';

function openToRequests(database: DatabaseFacts, policy: Policy): FindingDraft[] {
  return relationsOfKind(database, 'foreign-table').flatMap((table) => {
    const granted = grantedToRequests(database, policy, table);
    return granted.length === 0 ? [] : [finding(database, table, granted)];
  });
}

function finding(
  database: DatabaseFacts,
  table: RelationRow,
  granted: readonly OthersGrants[],
): FindingDraft {
  const on = relationRef(database.name, table);
  return {
    object: on,
    title: `Foreign table ${nameOf(on)} gives ${othersNames(granted).join(', ')} all its rows: it cannot have row security`,
    evidence: { owner: table.owner, grantees: othersNames(granted) },
    remedy: { changes: revokeFromOthers(granted) },
  };
}

export const rlsForeignTable = defineControl({
  id: 'rls-foreign-table',
  title: 'No foreign table hands out tenants’ rows',
  area: 'rows',
  scope: 'database',
  severity: 'high',
  needs: ['relations', 'columns', 'roles', 'memberships', 'databases'],
  threats: ['cross-tenant-access', 'insider-reads-regulated-data'],
  enforcedWhere: 'grant',
  references: rowReferences,
  rationale:
    'A foreign table can have no row security: whoever may read it reads all that the remote role reads. Where it holds several tenants’ rows nothing on this side keeps them apart.',
  caution:
    'What reads it needs a view that filters by tenant, or its rows from the remote server under a role for each tenant.',
  check(database, policy) {
    const tenancy = rowTenancy(policy, database.name);
    if ('outcome' in tenancy)
      return untilTenancyIsKnown(database, tenancy, () => openToRequests(database, policy));
    const graph = roleGraph(database.cluster);
    const bound = (grantee: Grantee) =>
      grantee === null ||
      tenancy.roles.length === 0 ||
      tenancy.roles.some((role) => graph.reaches(role, grantee, 'inherit', database.name));
    const findings = relationsOfKind(database, 'foreign-table').flatMap((table): FindingDraft[] => {
      if (isSystemSchema(table.schema)) return [];
      if (tenancy.except.has(`${table.schema}.${table.name}`)) return [];
      // One with the tenant's column is rls-enabled-where-required's.
      if (columnsOf(database, table.schema, table.name).some((column) => column.name === tenancy.column))
        return [];
      const granted = grantedToOthers(database, table)
        .map((one) => ({ on: one.on, entries: one.entries.filter((entry) => bound(entry.grantee)) }))
        .filter(({ entries }) => entries.length > 0);
      if (granted.length === 0) return [];
      return [finding(database, table, granted)];
    });
    return judged(findings);
  },
});
