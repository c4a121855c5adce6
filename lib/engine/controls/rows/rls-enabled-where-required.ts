import type { DatabaseFacts } from '../../analysis/facts.ts';
import type { Remedy } from '../../model/change.ts';
import type { FindingDraft } from '../../model/finding.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import type { Policy } from '../../policy/policy.ts';
import { defineControl, judged } from '../control.ts';
import { columnsOf, policyNames } from '../grants/by-relation.ts';
import { isSystemSchema, nameOf, relationRef } from '../grants/database-object.ts';
import { othersNames, revokeFromOthers } from './granted-to-others.ts';
import { grantedToRequests, untilTenancyIsKnown } from './granted-to-requests.ts';
import { type RowTenancy, rowTenancy } from './tenancy-scope.ts';
import { tenantPolicy } from './tenant-policy.ts';

function remedyFor(
  database: DatabaseFacts,
  tenancy: RowTenancy,
  on: ObjectRef,
  hasPolicies: boolean,
): Remedy {
  if (on.kind === 'foreign-table') {
    return {
      manual:
        'A foreign table cannot have row security: protect it on the remote server, or grant a view that filters by tenant instead.',
    };
  }
  const enable = { do: 'row-security', on, enable: true } as const;
  if (hasPolicies) return { changes: [enable] };
  const created = tenantPolicy(database, tenancy, on);
  if (created !== null) return { changes: [created, enable] };
  return {
    manual:
      'Name the parameter that carries the tenant (tenancy.setting) in the policy: without a row policy, enabling row security would hide every row.',
  };
}

/** Whoever reaches the API asks as one role: without row security each of them has every row. */
function openToRequests(database: DatabaseFacts, policy: Policy): FindingDraft[] {
  return database.read('relations').flatMap((relation): FindingDraft[] => {
    if (relation.rowSecurity || relation.isPartition || isSystemSchema(relation.schema)) return [];
    if (relation.kind !== 'table' && relation.kind !== 'partitioned-table') return [];
    const granted = grantedToRequests(database, policy, relation);
    if (granted.length === 0) return [];
    const on = relationRef(database.name, relation);
    const policies = policyNames(database, relation.schema, relation.name);
    return [
      {
        object: on,
        title: `Table ${nameOf(on)} is granted to whoever reaches the API (${othersNames(granted).join(', ')}) and has no row security`,
        evidence: { grantees: othersNames(granted), owner: relation.owner, rowSecurity: false, policies },
        remedy: {
          changes:
            policies.length > 0 ? [{ do: 'row-security', on, enable: true }] : revokeFromOthers(granted),
        },
      },
    ];
  });
}

export const rlsEnabledWhereRequired = defineControl({
  id: 'rls-enabled-where-required',
  title: 'Every table that holds several tenants has row security',
  area: 'rows',
  scope: 'database',
  severity: 'critical',
  needs: ['relations', 'columns', 'policies', 'roles'],
  threats: ['cross-tenant-access', 'over-privileged-application', 'insider-reads-regulated-data'],
  enforcedWhere: 'policy',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '4.7' },
    { standard: 'CIS PostgreSQL 17', id: '4.7' },
    { standard: 'PCI DSS 4.0', id: '7.2.6' },
    { standard: 'NIST 800-53', id: 'AC-3' },
    { standard: 'ISO 27001:2022', id: 'A.8.3' },
    { standard: 'SOC 2', id: 'CC6.1' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
    { standard: 'GDPR', id: 'Art. 32' },
    { standard: 'PostgreSQL documentation', id: 'ddl-rowsecurity' },
  ],
  rationale:
    'Without it one forgotten WHERE clause, or one injected statement, shows every tenant’s rows. Partitions are reached through their parent’s policies, so it is the parent that needs them. A table that an API’s role for requests is granted needs it whoever the tenants are.',
  caution:
    'Sessions that do not set the tenant see no rows from then on; batch jobs over all tenants need a role of their own.',
  check(database, policy) {
    const tenancy = rowTenancy(policy, database.name);
    if ('outcome' in tenancy)
      return untilTenancyIsKnown(database, tenancy, () => openToRequests(database, policy));
    const tables = database.read('relations').filter(
      (relation) =>
        !isSystemSchema(relation.schema) &&
        !tenancy.except.has(`${relation.schema}.${relation.name}`) &&
        // A partition that is granted by itself is judged by rls-partition-child-exposed.
        !relation.isPartition &&
        ['table', 'partitioned-table', 'foreign-table'].includes(relation.kind) &&
        columnsOf(database, relation.schema, relation.name).some(({ name }) => name === tenancy.column),
    );
    if (tables.length === 0) {
      return {
        outcome: 'not-applicable',
        reason: `No table of database ${database.name} has the tenant column.`,
      };
    }
    const findings = tables
      .filter((relation) => !relation.rowSecurity)
      .map((relation): FindingDraft => {
        const on = relationRef(database.name, relation);
        const policies = policyNames(database, relation.schema, relation.name);
        return {
          object: on,
          title: `Table ${nameOf(on)} holds rows of several tenants and has no row security`,
          evidence: { tenantColumn: tenancy.column, owner: relation.owner, rowSecurity: false, policies },
          remedy: remedyFor(database, tenancy, on, policies.length > 0),
        };
      });
    return judged(findings);
  },
});
