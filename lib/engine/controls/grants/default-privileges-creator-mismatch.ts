import { roleGraph } from '../../analysis/role-graph.ts';
import type { FindingDraft } from '../../model/finding.ts';
import { defineControl, judged } from '../control.ts';
import { isSystemRole } from '../roles/system-role.ts';

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
    const owners = new Set([
      ...database.read('relations').map((row) => row.owner),
      ...database.read('routines').map((row) => row.owner),
    ]);
    const declared = new Set(
      (policy.roles ?? [])
        .filter((one) => one.kind === 'owner' || one.kind === 'migration')
        .map((one) => one.role),
    );
    const rows = database.read('default-acls').filter((row) => !isSystemRole(row.role));
    const byRole = Map.groupBy(rows, (row) => row.role);
    return judged(
      [...byRole].flatMap(([role, entries]): FindingDraft[] => {
        const row = graph.roles.get(role);
        // It creates, or somebody can as this role: then the entry has a use.
        if (owners.has(role) || declared.has(role) || row?.login !== false || row.superuser) return [];
        const reachable = database.cluster.read('memberships').some((one) => one.role === role);
        if (reachable) return [];
        return [
          {
            object: { kind: 'default-privileges', database: database.name, name: 'ALL', role },
            title: `Default privileges in ${database.name} are set for role ${role}, which owns nothing here and nobody can act as`,
            evidence: {
              entries: entries.map((one) => ({ schema: one.schema, objects: one.objects })),
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
