import type { FindingDraft } from '../../model/finding.ts';
import { defineControl, judged } from '../control.ts';
import { nameOf } from '../grants/database-object.ts';
import { administratorKinds, isDeclaredAs } from '../roles/approved-role.ts';
import { isProviderRole } from '../roles/system-role.ts';
import { ownedObjects } from './owned-objects.ts';
import { ownershipTransfer } from './ownership-transfer.ts';

/** Enough to recognise what it is about; the count says how many there are. */
const shown = 50;

export const objectOwnerIsLogin = defineControl({
  id: 'object-owner-is-login',
  title: 'No object is owned by a role that applications log in as',
  area: 'ownership',
  scope: 'database',
  severity: 'high',
  needs: ['schemas', 'relations', 'routines', 'roles'],
  threats: ['over-privileged-application', 'cross-tenant-access', 'dangerous-ddl'],
  enforcedWhere: 'role',
  references: [
    { standard: 'PCI DSS 4.0', id: '7.2.5' },
    { standard: 'NIST 800-53', id: 'AC-5' },
    { standard: 'NIST 800-53', id: 'AC-6' },
    { standard: 'ISO 27001:2022', id: 'A.8.2' },
    { standard: 'SOC 2', id: 'CC6.3' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
  ],
  rationale:
    'An owner drops, alters and grants its objects, disables their triggers, and is not subject to their row policies unless those are forced. One injected statement in the application then reaches all of that.',
  caution:
    'Migrations must run as, or set role to, the new owner; the application keeps only what the policy says it may do.',
  check(database, policy) {
    const { substrate } = database.cluster.inventory;
    const logins = new Set(
      database.cluster
        .read('roles')
        .filter(
          (role) =>
            role.login &&
            // What a superuser owns is no easier to reach for being owned; superuser-count speaks of superusers.
            !role.superuser &&
            !isProviderRole(substrate, role.name) &&
            !isDeclaredAs(policy, role.name, [...administratorKinds, 'owner', 'migration']),
        )
        .map((role) => role.name),
    );
    const byOwner = Map.groupBy(
      ownedObjects(database, (role) => logins.has(role)),
      ({ owner }) => owner,
    );
    const findings = [...byOwner]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(
        ([owner, objects]): FindingDraft => ({
          object: { kind: 'role', database: database.name, role: owner },
          title: `Login role ${owner} owns ${objects.length === 1 ? 'an object' : `${objects.length} objects`} in database ${database.name}`,
          evidence: {
            owner,
            count: objects.length,
            objects: objects.slice(0, shown).map(({ on }) => `${on.kind} ${nameOf(on)}`),
          },
          remedy: ownershipTransfer(database, policy, owner, objects),
        }),
      );
    return judged(findings);
  },
});
