import { relationsWithRowSecurity } from '../../analysis/relation-index.ts';
import { roleGraph } from '../../analysis/role-graph.ts';
import type { FindingDraft } from '../../model/finding.ts';
import { defineControl, judged } from '../control.ts';
import { isSystemSchema, nameOf, relationRef } from '../grants/database-object.ts';
import { administratorKinds, isDeclaredAs } from '../roles/approved-role.ts';

export const rlsNotForced = defineControl({
  id: 'rls-not-forced',
  title: 'Row security also holds for the owner that applications log in as',
  area: 'rows',
  scope: 'database',
  severity: 'high',
  needs: ['relations', 'roles', 'memberships', 'databases'],
  threats: ['cross-tenant-access', 'over-privileged-application'],
  enforcedWhere: 'policy',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '4.7' },
    { standard: 'CIS PostgreSQL 17', id: '4.7' },
    { standard: 'PCI DSS 4.0', id: '7.2.5' },
    { standard: 'NIST 800-53', id: 'AC-3' },
    { standard: 'ISO 27001:2022', id: 'A.8.3' },
    { standard: 'SOC 2', id: 'CC6.1' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
    { standard: 'GDPR', id: 'Art. 25' },
    { standard: 'PostgreSQL documentation', id: 'ddl-rowsecurity' },
  ],
  rationale:
    'Policies do not apply to the owner of a table, nor to roles that inherit its rights, unless they are forced. Where the application is one of these, row security is switched on and protects nothing.',
  caution: 'Migrations and batch jobs that run as the owner then see only the rows a policy shows them.',
  check(database, policy) {
    const graph = roleGraph(database.cluster);
    const logins = [...graph.roles.values()].filter(
      (role) =>
        role.login &&
        !role.superuser &&
        !role.bypassRls &&
        ((policy.tenancy?.roles?.includes(role.name) ?? false) ||
          !isDeclaredAs(policy, role.name, [...administratorKinds, 'owner', 'migration', 'backup'])),
    );
    const known = new Map<string, readonly string[]>();
    const asRole = (owner: string): readonly string[] => {
      const found =
        known.get(owner) ??
        logins
          .filter((login) =>
            (['inherit', 'set'] as const).some((how) => graph.reaches(login.name, owner, how, database.name)),
          )
          .map((login) => login.name)
          .sort();
      known.set(owner, found);
      return found;
    };
    const findings = relationsWithRowSecurity(database).flatMap((relation): FindingDraft[] => {
      if (relation.forceRowSecurity || isSystemSchema(relation.schema)) return [];
      // Forcing binds no superuser and no BYPASSRLS role; controls of their own speak of those.
      const owner = graph.roles.get(relation.owner);
      if (owner?.superuser || owner?.bypassRls) return [];
      const asOwner = asRole(relation.owner);
      if (asOwner.length === 0) return [];
      const on = relationRef(database.name, relation);
      return [
        {
          object: on,
          title: `Row security of ${nameOf(on)} does not hold for ${asOwner.length === 1 ? asOwner[0] : `${asOwner.length} login roles`} with the owner’s rights`,
          evidence: { owner: relation.owner, rowSecurity: true, forced: false, logins: asOwner },
          remedy: { changes: [{ do: 'row-security', on, force: true }] },
        },
      ];
    });
    return judged(findings);
  },
});
