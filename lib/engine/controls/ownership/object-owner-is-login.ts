import type { DatabaseFacts } from '../../analysis/facts.ts';
import { roleGraph } from '../../analysis/role-graph.ts';
import { compareText } from '../../model/compare-text.ts';
import type { FindingDraft } from '../../model/finding.ts';
import type { Policy, RoleKind } from '../../policy/policy.ts';
import { defineControl, judged } from '../control.ts';
import { nameOf } from '../grants/database-object.ts';
import { administratorKinds, isDeclaredAs } from '../roles/approved-role.ts';
import { isProviderRole } from '../roles/system-role.ts';
import { ownedObjects } from './owned-objects.ts';
import { ownershipTransfer } from './ownership-transfer.ts';

/** Enough to recognise what it is about; the count says how many there are. */
const shown = 50;

/** Kinds of roles whose work is never an owner's. What the policy does not name may well migrate. */
const neverOwners: readonly RoleKind[] = ['application', 'readonly', 'backup', 'replication', 'scanner'];

/** Such roles that own nothing by themselves and have, or put on, the rights of one that does. */
function actingAsOwner(database: DatabaseFacts, policy: Policy): readonly FindingDraft[] {
  const graph = roleGraph(database.cluster);
  const daily = [...graph.roles.values()]
    .filter(({ name, login, superuser }) => login && !superuser && isDeclaredAs(policy, name, neverOwners))
    .filter(({ name }) => !isDeclaredAs(policy, name, [...administratorKinds, 'owner', 'migration']))
    .map(({ name }) => {
      const [inherits, sets] = [
        new Set(graph.inherits(name, database.name)),
        new Set(graph.settable(name, database.name)),
      ];
      const acts = [...new Set([...inherits, ...sets])].filter((role) => role !== name);
      return { name, inherits, sets, acts };
    });
  const reached = new Set(daily.flatMap(({ acts }) => acts));
  const owns = new Map<string, number>();
  // A superuser's objects are no easier to reach for being owned: superuser-login-path speaks of the way there.
  const wanted = (role: string) => reached.has(role) && graph.roles.get(role)?.superuser === false;
  for (const { owner } of ownedObjects(database, wanted)) owns.set(owner, (owns.get(owner) ?? 0) + 1);
  return daily.flatMap(({ name, inherits, sets, acts }) =>
    acts.sort(compareText).flatMap((owner): FindingDraft[] => {
      const count = owns.get(owner);
      if (count === undefined) return [];
      return [
        {
          object: { kind: 'membership', database: database.name, name: owner, role: name },
          title: `Login role ${name} can act as ${owner}, which owns ${count === 1 ? 'an object' : `${count} objects`} in database ${database.name}`,
          evidence: { owner, count, inherits: inherits.has(owner), setRole: sets.has(owner) },
          remedy: {
            manual: `Grant ${name} by name what the policy says it may do, then take the membership through which it reaches ${owner} from it.`,
          },
        },
      ];
    }),
  );
}

export const objectOwnerIsLogin = defineControl({
  id: 'object-owner-is-login',
  title: 'No object is owned by a role that applications log in as',
  area: 'ownership',
  scope: 'database',
  severity: 'high',
  needs: ['schemas', 'relations', 'routines', 'roles', 'memberships'],
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
    return judged([...findings, ...actingAsOwner(database, policy)]);
  },
});
