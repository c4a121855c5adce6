import type { FindingDraft } from '../../model/finding.ts';
import { defineControl, judged } from '../control.ts';
import { isSystemSchema, nameOf, relationRef, routineRef } from '../grants/database-object.ts';
import { administratorKinds, isDeclaredAs } from '../roles/approved-role.ts';
import { isProviderRole, isSystemRole } from '../roles/system-role.ts';

/** One finding lists as many objects as a person reads. */
const shown = 50;

export const objectOwnerApproved = defineControl({
  id: 'object-owner-approved',
  title: 'Objects belong to roles the policy names as owners',
  area: 'ownership',
  scope: 'database',
  severity: 'medium',
  needs: ['relations', 'schemas', 'routines', 'roles'],
  threats: ['dangerous-ddl', 'over-privileged-application'],
  enforcedWhere: 'role',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '4.3' },
    { standard: 'CIS PostgreSQL 17', id: '4.3' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233530' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233539' },
    { standard: 'PCI DSS 4.0', id: '7.2.2' },
    { standard: 'NIST 800-53', id: 'AC-6' },
    { standard: 'NIST 800-53', id: 'CM-5(1)' },
    { standard: 'ISO 27001:2022', id: 'A.8.3' },
    { standard: 'SOC 2', id: 'CC6.3' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
  ],
  rationale:
    'The owner of an object may change, drop and open it to others, whatever was granted. Objects of a role nobody meant as an owner are outside every review of grants.',
  caution: 'Views and SECURITY DEFINER routines run as their owner: a new owner must hold what they use.',
  check(database, policy) {
    const owners = (policy.roles ?? []).filter((one) => one.kind === 'owner' || one.kind === 'migration');
    if (owners.length === 0)
      return {
        outcome: 'unknown',
        reason: 'the policy names no role as an owner of objects',
        decision: 'roles',
      };
    const { substrate, server } = database.cluster.inventory;
    const approved = (owner: string) =>
      isSystemRole(owner) ||
      owner === server.bootstrapRole ||
      isProviderRole(substrate, owner) ||
      isDeclaredAs(policy, owner, [...administratorKinds, 'owner', 'migration']);
    const objects = [
      ...database
        .read('relations')
        .filter((row) => row.extension === null)
        .map((row) => ({ owner: row.owner, on: relationRef(database.name, row) })),
      ...database
        .read('routines')
        .filter((row) => row.extension === null)
        .map((row) => ({ owner: row.owner, on: routineRef(database.name, row) })),
      ...database.read('schemas').map((row) => ({
        owner: row.owner,
        on: { kind: 'schema' as const, database: database.name, schema: row.name, name: row.name },
      })),
    ].filter(({ owner, on }) => !isSystemSchema(on.schema ?? '') && !approved(owner));
    const byOwner = Map.groupBy(objects, ({ owner }) => owner);
    return judged(
      [...byOwner].map(([owner, owned]): FindingDraft => {
        const names = owned.map(({ on }) => (on.kind === 'schema' ? (on.name ?? '') : nameOf(on))).sort();
        return {
          object: { kind: 'role', database: database.name, role: owner },
          title: `Role ${owner} owns ${owned.length} ${owned.length === 1 ? 'object' : 'objects'} in ${database.name}, and the policy does not name it as an owner`,
          evidence: { objects: names.slice(0, shown), inAll: owned.length },
          remedy: {
            manual: `Run REASSIGN OWNED BY the role TO an owner of the policy (${owners.map((one) => one.role).join(', ')}) in ${database.name}, or declare the role with kind owner.`,
          },
        };
      }),
    );
  },
});
