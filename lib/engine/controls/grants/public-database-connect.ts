import type { ClusterFacts } from '../../analysis/facts.ts';
import { roleGraph } from '../../analysis/role-graph.ts';
import type { Change, Remedy } from '../../model/change.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import type { Policy } from '../../policy/policy.ts';
import { defineControl, judged } from '../control.ts';
import { countsIn } from './allowed-by-policy.ts';
import { isInstalledTemplate } from './database-object.ts';
import { entriesOf, type GrantEntry, grantEntries, revocations } from './grant-entry.ts';

/**
 * Declared roles that connect, by themselves or through members, and the scan role: they go on connecting when PUBLIC no
 * longer may. A standby does not ask for CONNECT; a subscription does, and its role is declared for the database.
 */
function stillNeeded(cluster: ClusterFacts, policy: Policy, database: string, owner: string): string[] {
  const { scanRole, scanRoleIsSuperuser } = cluster.inventory.server;
  const wanted = new Set(
    (policy.roles ?? [])
      .filter(
        (role) => (role.kind !== 'replication' || role.databases !== undefined) && countsIn(role, database),
      )
      .map((role) => role.role),
  );
  if (!scanRoleIsSuperuser) wanted.add(scanRole);
  const graph = roleGraph(cluster);
  const connects = (role: string) =>
    [role, ...graph.membersOf(role)].some((name) => graph.roles.get(name)?.login === true);
  return [...graph.roles.values()]
    .filter((role) => wanted.has(role.name) && !role.superuser && role.name !== owner && connects(role.name))
    .map((role) => role.name)
    .sort();
}

function remedyFor(
  cluster: ClusterFacts,
  policy: Policy,
  on: ObjectRef,
  owner: string,
  entries: readonly GrantEntry[],
): Remedy {
  if ((policy.roles ?? []).length === 0) {
    return {
      manual:
        'The policy names no roles, so who has to go on connecting is not known. Declare them under roles, and the script will grant CONNECT to each before it is revoked from PUBLIC.',
    };
  }
  const name = on.name ?? '';
  const held = new Set(
    entries.filter((entry) => entry.privileges.includes('CONNECT')).map((entry) => entry.grantee),
  );
  const grants: Change[] = stillNeeded(cluster, policy, name, owner)
    .filter((role) => !held.has(role))
    .map((role) => ({ do: 'grant', privileges: ['CONNECT'], on, to: role, grantor: owner }));
  return {
    changes: [
      ...grants,
      ...revocations(
        on,
        entriesOf(entries, null, (privilege) => privilege === 'CONNECT'),
      ),
    ],
  };
}

export const publicDatabaseConnect = defineControl({
  id: 'public-database-connect',
  title: 'CONNECT only for roles that use the database',
  area: 'grants',
  scope: 'cluster',
  severity: 'medium',
  needs: ['databases', 'roles', 'memberships'],
  threats: ['network-reach', 'over-privileged-application', 'stolen-credentials'],
  enforcedWhere: 'grant',
  references: [
    { standard: 'PCI DSS 4.0', id: '7.2.1' },
    { standard: 'NIST 800-53', id: 'AC-3' },
    { standard: 'ISO 27001:2022', id: 'A.5.15' },
    { standard: 'SOC 2', id: 'CC6.1' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
    { standard: 'PostgreSQL documentation', id: 'ddl-priv' },
  ],
  rationale:
    'By default every account of the cluster may connect to every database of it, so that a credential stolen from one application opens the doors of all the others.',
  caution: 'Any role that is not declared for this database in the policy is refused from then on.',
  check: (cluster, policy) =>
    judged(
      cluster.read('databases').flatMap((database) => {
        if (!database.allowConnections || isInstalledTemplate(database)) return [];
        const entries = grantEntries(database.acl, 'database', database.owner);
        if (entriesOf(entries, null, (privilege) => privilege === 'CONNECT').length === 0) return [];
        const on: ObjectRef = { kind: 'database', database: database.name, name: database.name };
        return [
          {
            object: { ...on, public: true as const },
            title: `Every role of the cluster (PUBLIC) may connect to database ${database.name}`,
            evidence: { owner: database.owner, builtInDefault: database.acl === null },
            remedy: remedyFor(cluster, policy, on, database.owner, entries),
          },
        ];
      }),
    ),
});
