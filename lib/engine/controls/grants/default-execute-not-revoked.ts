import { defineControl, judged } from '../control.ts';
import { isSystemRole } from '../roles/system-role.ts';
import { isSystemSchema } from './database-object.ts';
import { entriesOf, grantEntries } from './grant-entry.ts';

export const defaultExecuteNotRevoked = defineControl({
  id: 'default-execute-not-revoked',
  title: 'New functions are not executable by everybody',
  area: 'grants',
  scope: 'database',
  severity: 'medium',
  needs: ['default-acls', 'routines', 'relations', 'schemas', 'roles'],
  threats: ['over-privileged-application', 'escalation-to-superuser', 'cross-tenant-access'],
  enforcedWhere: 'grant',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '4.5' },
    { standard: 'CIS PostgreSQL 17', id: '4.5' },
    { standard: 'PCI DSS 4.0', id: '7.2.2' },
    { standard: 'NIST 800-53', id: 'AC-6' },
    { standard: 'ISO 27001:2022', id: 'A.8.3' },
    { standard: 'SOC 2', id: 'CC6.3' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
    { standard: 'PostgreSQL documentation', id: 'sql-alterdefaultprivileges' },
  ],
  rationale:
    'PostgreSQL lets PUBLIC execute every new function, SECURITY DEFINER ones included. Only the global default of the creating role can take that away; the IN SCHEMA form of the same statement changes nothing.',
  caution: 'Migrations must grant EXECUTE on the functions they create to the roles that call them.',
  check(database, policy) {
    const roles = database.cluster.read('roles');
    const owners = new Map<string, number>();
    const count = (row: {
      readonly owner: string;
      readonly schema: string;
      readonly extension: string | null;
    }) => {
      if (!isSystemSchema(row.schema) && row.extension === null)
        owners.set(row.owner, (owners.get(row.owner) ?? 0) + 1);
    };
    for (const routine of database.read('routines')) count(routine);
    for (const relation of database.read('relations')) count(relation);
    for (const schema of database.read('schemas')) {
      if (schema.name !== 'public') count({ owner: schema.owner, schema: schema.name, extension: null });
    }
    const creatorKinds: readonly string[] = ['owner', 'migration'];
    for (const declared of policy.roles ?? []) {
      const exists = roles.some((role) => role.name === declared.role);
      if (
        exists &&
        creatorKinds.includes(declared.kind) &&
        declared.databases?.includes(database.name) &&
        !owners.has(declared.role)
      ) {
        owners.set(declared.role, 0);
      }
    }
    const defaults = database.read('default-acls');
    const open = [...owners.keys()]
      .filter((role) => !isSystemRole(role))
      .sort()
      .filter((role) => {
        const row = defaults.find(
          (entry) => entry.role === role && entry.schema === null && entry.objects === 'FUNCTIONS',
        );
        return entriesOf(grantEntries(row ? row.acl : null, 'function', role), null).length > 0;
      });
    return judged(
      open.map((role) => ({
        object: { kind: 'default-privileges', database: database.name, name: 'FUNCTIONS', role },
        title: `Functions that role ${role} creates in database ${database.name} can be executed by everybody (PUBLIC)`,
        evidence: { forRole: role, ownsObjects: owners.get(role) ?? 0 },
        remedy: {
          changes: [
            {
              do: 'default-privileges',
              action: 'revoke',
              forRole: role,
              inSchema: null,
              objects: 'FUNCTIONS',
              privileges: ['EXECUTE'],
              grantee: null,
            },
          ],
        },
      })),
    );
  },
});
