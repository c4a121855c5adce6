import type { FindingDraft } from '../../model/finding.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import { defineControl, judged } from '../control.ts';
import { isAllowed } from './allowed-by-policy.ts';
import { defaultAclEntries, givesBuiltIn, objectKind } from './default-acl-entries.ts';
import { entriesOf, type GrantEntry, granteesIn, privilegesIn } from './grant-entry.ts';
import { isRequestRole } from './request-role.ts';

export const defaultPrivilegesToPublic = defineControl({
  id: 'default-privileges-to-public',
  title: 'No default privileges for everybody',
  area: 'grants',
  scope: 'database',
  severity: 'high',
  needs: ['default-acls'],
  threats: ['insider-reads-regulated-data', 'over-privileged-application'],
  enforcedWhere: 'grant',
  references: [
    { standard: 'PCI DSS 4.0', id: '7.2.2' },
    { standard: 'NIST 800-53', id: 'AC-6' },
    { standard: 'ISO 27001:2022', id: 'A.8.3' },
    { standard: 'SOC 2', id: 'CC6.1' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
    { standard: 'PostgreSQL documentation', id: 'sql-alterdefaultprivileges' },
  ],
  rationale:
    'Every object the role creates from now on is born open to every account, or to whoever reaches the API in front of the server, and no review of existing grants shows it.',
  caution: 'Objects that exist already keep what they have: revoke that separately.',
  check: (database, policy) =>
    judged(
      database.read('default-acls').flatMap((row): FindingDraft[] => {
        const entries = defaultAclEntries(database.cluster, row);
        // The built-in defaults themselves (a global entry repeats them) are judged by default-execute-not-revoked.
        const toPublic = givesBuiltIn(row) ? [] : entriesOf(entries, null);
        const on = {
          kind: 'default-privileges' as const,
          database: database.name,
          ...(row.schema === null ? {} : { schema: row.schema }),
          name: row.objects,
          role: row.role,
        };
        const where = row.schema === null ? '' : ` in schema ${row.schema}`;
        const finding = (object: ObjectRef, whose: string, grants: readonly GrantEntry[]): FindingDraft => ({
          object,
          title: `New ${row.objects.toLowerCase()} of role ${row.role}${where} are created with ${privilegesIn(grants).join(', ')} for ${whose}`,
          evidence: {
            privileges: privilegesIn(grants),
            forRole: row.role,
            schema: row.schema,
            objects: row.objects,
            grantees: granteesIn(grants).map((grantee) => grantee ?? 'PUBLIC'),
          },
          remedy: {
            changes: granteesIn(grants).map((grantee) => ({
              do: 'default-privileges' as const,
              action: 'revoke' as const,
              forRole: row.role,
              inSchema: row.schema,
              objects: row.objects,
              privileges: privilegesIn(entriesOf(grants, grantee)),
              grantee,
            })),
          },
        });
        const kind = objectKind(row.objects);
        const toRequests = granteesIn(entries)
          .filter(isRequestRole)
          .filter((role) => role !== row.role)
          .flatMap((role) =>
            entriesOf(
              entries,
              role,
              (privilege) =>
                !isAllowed(policy, role, privilege, {
                  kind,
                  database: database.name,
                  ...(row.schema === null ? {} : { schema: row.schema }),
                }),
            ),
          );
        const requests = granteesIn(toRequests).join(', ');
        return [
          ...(toPublic.length === 0
            ? []
            : [finding({ ...on, public: true }, 'everybody (PUBLIC)', toPublic)]),
          ...(toRequests.length === 0
            ? []
            : [finding(on, `whoever reaches the API (${requests})`, toRequests)]),
        ];
      }),
    ),
});
