import { superuserNames } from '../../analysis/superusers.ts';
import type { FindingDraft } from '../../model/finding.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import { defineControl, judged } from '../control.ts';
import { administratorKinds, isDeclaredAs } from '../roles/approved-role.ts';
import { isDatabaseOwner, isProviderRole } from '../roles/system-role.ts';
import { isAllowed } from './allowed-by-policy.ts';
import { entriesOf, grantEntries, granteesIn, revocations } from './grant-entry.ts';

export const schemaCreateNonOwner = defineControl({
  id: 'schema-create-non-owner',
  title: 'CREATE on a schema only for its owner and migrations',
  area: 'grants',
  scope: 'database',
  severity: 'medium',
  needs: ['schemas', 'roles'],
  threats: ['trojan-objects', 'dangerous-ddl', 'over-privileged-application'],
  enforcedWhere: 'grant',
  references: [
    { standard: 'DISA STIG PostgreSQL', id: 'V-233587' },
    { standard: 'PCI DSS 4.0', id: '7.2.5' },
    { standard: 'NIST 800-53', id: 'AC-6' },
    { standard: 'ISO 27001:2022', id: 'A.8.3' },
    { standard: 'SOC 2', id: 'CC6.3' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
  ],
  rationale:
    'Who may create in a schema may put a function or view before the one others mean to call there. An application that only serves requests never needs it.',
  caution: 'A framework that migrates with its runtime account must get a migration role first.',
  check(database, policy) {
    const superusers = superuserNames(database.cluster);
    const findings = database.read('schemas').flatMap((schema): FindingDraft[] => {
      const on: ObjectRef = { kind: 'schema', database: database.name, name: schema.name };
      const entries = grantEntries(schema.acl, 'schema', schema.owner);
      return granteesIn(entries).flatMap((grantee): FindingDraft[] => {
        // PUBLIC is judged by public-schema-create.
        if (
          grantee === null ||
          grantee === schema.owner ||
          superusers.has(grantee) ||
          isDatabaseOwner(grantee)
        )
          return [];
        if (isProviderRole(database.cluster.inventory.substrate, grantee)) return [];
        if (isDeclaredAs(policy, grantee, [...administratorKinds, 'owner', 'migration'])) return [];
        if (isAllowed(policy, grantee, 'CREATE', on)) return [];
        const own = entriesOf(entries, grantee, (privilege) => privilege === 'CREATE');
        if (own.length === 0) return [];
        return [
          {
            object: { ...on, role: grantee },
            title: `Role ${grantee} may create objects in schema ${schema.name}, which it does not own`,
            evidence: { owner: schema.owner, grantors: own.map((entry) => entry.grantor) },
            remedy: { changes: revocations(on, own) },
          },
        ];
      });
    });
    return judged(findings);
  },
});
