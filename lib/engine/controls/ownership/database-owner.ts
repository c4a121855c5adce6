import type { ObjectRef } from '../../model/object-ref.ts';
import { defineControl, judged } from '../control.ts';
import { administratorKinds, isDeclaredAs } from '../roles/approved-role.ts';
import { isProviderRole } from '../roles/system-role.ts';
import { declaredOwner } from './declared-owner.ts';

export const databaseOwner = defineControl({
  id: 'database-owner',
  title: 'No database is owned by a role that applications log in as',
  area: 'ownership',
  scope: 'cluster',
  severity: 'medium',
  needs: ['databases', 'roles'],
  threats: ['over-privileged-application', 'dangerous-ddl', 'unrecoverable-loss'],
  enforcedWhere: 'role',
  references: [
    { standard: 'PCI DSS 4.0', id: '7.2.5' },
    { standard: 'NIST 800-53', id: 'AC-6' },
    { standard: 'ISO 27001:2022', id: 'A.8.2' },
    { standard: 'SOC 2', id: 'CC6.3' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
    { standard: 'PostgreSQL documentation', id: 'predefined-roles' },
  ],
  rationale:
    'The owner of a database drops it, changes its settings for everybody who connects, and is a member of pg_database_owner, which owns schema public. An application needs none of that.',
  caution: 'The role loses what it had only as owner, CREATE on the database and on schema public among it.',
  check(cluster, policy) {
    const roles = new Map(cluster.read('roles').map((role) => [role.name, role]));
    const findings = cluster.read('databases').flatMap((database) => {
      const owner = roles.get(database.owner);
      if (!owner?.login || owner.superuser) return [];
      if (isProviderRole(cluster.inventory.substrate, owner.name)) return [];
      if (isDeclaredAs(policy, owner.name, [...administratorKinds, 'owner', 'migration'])) return [];
      const to = declaredOwner(cluster, policy, database.name);
      const on: ObjectRef = { kind: 'database', database: database.name, name: database.name };
      return [
        {
          object: on,
          title: `Database ${database.name} is owned by login role ${owner.name}`,
          evidence: { owner: owner.name, ownerDeclaredInPolicy: to },
          remedy:
            to === null
              ? {
                  manual:
                    'Declare one role without LOGIN as owner in the policy, then hand the database over to it or to an administrator.',
                }
              : { changes: [{ do: 'alter-owner' as const, on, to }] },
        },
      ];
    });
    return judged(findings);
  },
});
