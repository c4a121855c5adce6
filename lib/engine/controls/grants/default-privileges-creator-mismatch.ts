import type { ClusterFacts, DatabaseFacts } from '../../analysis/facts.ts';
import { roleGraph } from '../../analysis/role-graph.ts';
import type { DefaultAclRow } from '../../inventory/sections/default-acls.ts';
import type { FindingDraft } from '../../model/finding.ts';
import { defineControl, judged } from '../control.ts';
import { isSystemRole } from '../roles/system-role.ts';
import { isSystemSchema } from './database-object.ts';
import { defaultAclEntries, givesBuiltIn } from './default-acl-entries.ts';
import { granteesIn } from './grant-entry.ts';

/** Who owns relations and routines, by schema; under `null` in any of them. What an extension brought was created by nobody. */
function ownersBySchema(database: DatabaseFacts): ReadonlyMap<string | null, ReadonlySet<string>> {
  const owners = new Map<string | null, Set<string>>();
  for (const row of [...database.read('relations'), ...database.read('routines')]) {
    if (row.extension !== null || isSystemSchema(row.schema)) continue;
    for (const schema of [null, row.schema]) {
      const known = owners.get(schema) ?? new Set();
      owners.set(schema, known.add(row.owner));
    }
  }
  return owners;
}

/** Whether it opens tables, sequences or routines to somebody: those are what owners are known of here. */
function givesToOthers(cluster: ClusterFacts, row: DefaultAclRow): boolean {
  return (
    ['TABLES', 'SEQUENCES', 'FUNCTIONS'].includes(row.objects) &&
    granteesIn(defaultAclEntries(cluster, row)).some(
      (grantee) => grantee !== row.role && (grantee !== null || !givesBuiltIn(row)),
    )
  );
}

export const defaultPrivilegesCreatorMismatch = defineControl({
  id: 'default-privileges-creator-mismatch',
  title: 'Default privileges belong to roles that create objects',
  area: 'grants',
  scope: 'database',
  severity: 'low',
  needs: ['default-acls', 'relations', 'routines', 'roles', 'memberships'],
  threats: ['over-privileged-application'],
  enforcedWhere: 'grant',
  references: [
    { standard: 'PCI DSS 4.0', id: '7.2.2' },
    { standard: 'NIST 800-53', id: 'AC-6' },
    { standard: 'ISO 27001:2022', id: 'A.8.3' },
    { standard: 'SOC 2', id: 'CC6.3' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
    { standard: 'PostgreSQL documentation', id: 'sql-alterdefaultprivileges' },
  ],
  rationale:
    'ALTER DEFAULT PRIVILEGES holds only for objects that its own role creates. Set for another role it looks like a rule and never applies.',
  caution: 'Nothing loses a right: the entry applies to no object that exists.',
  check(database, policy) {
    const graph = roleGraph(database.cluster);
    const owners = ownersBySchema(database);
    const declared = new Set(
      (policy.roles ?? [])
        .filter((one) => one.kind === 'owner' || one.kind === 'migration')
        .map((one) => one.role),
    );
    const rows = database.read('default-acls').filter((row) => !isSystemRole(row.role));
    const byRole = Map.groupBy(rows, (row) => row.role);
    return judged(
      [...byRole].flatMap(([role, entries]): FindingDraft[] => {
        if (declared.has(role)) return [];
        const row = graph.roles.get(role);
        const acts =
          row?.login !== false ||
          row.superuser ||
          database.cluster.read('memberships').some((one) => one.role === role);
        const unused = entries.filter((entry) => {
          const creators = owners.get(entry.schema);
          if (creators?.has(role)) return false;
          // Whoever can create may yet, unless others do: and what only takes rights away is right to be there first.
          return !acts || (creators !== undefined && givesToOthers(database.cluster, entry));
        });
        if (unused.length === 0) return [];
        return [
          {
            object: { kind: 'default-privileges', database: database.name, name: 'ALL', role },
            title: acts
              ? `Default privileges in ${database.name} are set for role ${role}, while other roles create the objects there`
              : `Default privileges in ${database.name} are set for role ${role}, which owns nothing here and nobody can act as`,
            evidence: {
              entries: unused.map((one) => ({ schema: one.schema, objects: one.objects })),
            },
            remedy: {
              manual: `Set them for the role that creates the objects: ALTER DEFAULT PRIVILEGES FOR ROLE its_creator …; then take these away.`,
            },
          },
        ];
      }),
    );
  },
});
