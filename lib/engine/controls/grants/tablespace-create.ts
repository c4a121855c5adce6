import type { FindingDraft } from '../../model/finding.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import { defineControl, judged } from '../control.ts';
import { excessGrants, granteeWords, heldBy } from './excess-grants.ts';
import { grantEntries, privilegesIn, revocations } from './grant-entry.ts';

export const tablespaceCreate = defineControl({
  id: 'tablespace-create',
  title: 'CREATE on a tablespace only for administrators',
  area: 'grants',
  scope: 'cluster',
  severity: 'low',
  needs: ['tablespaces', 'roles'],
  threats: ['resource-exhaustion', 'physical-media-theft'],
  enforcedWhere: 'grant',
  references: [
    { standard: 'PCI DSS 4.0', id: '7.2.2' },
    { standard: 'NIST 800-53', id: 'AC-6' },
    { standard: 'ISO 27001:2022', id: 'A.8.3' },
    { standard: 'SOC 2', id: 'CC6.3' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
    { standard: 'PostgreSQL documentation', id: 'manage-ag-tablespaces' },
  ],
  rationale:
    'Who may create in a tablespace puts data on its volume: past the one that is encrypted, backed up or measured, or until it is full.',
  caution: 'Objects that are moved there by a migration need the right for its role.',
  check(cluster, policy) {
    return judged(
      cluster.read('tablespaces').flatMap((row): FindingDraft[] => {
        const on: ObjectRef = { kind: 'tablespace', name: row.name };
        const object = { on, owner: row.owner, entries: grantEntries(row.acl, 'tablespace', row.owner) };
        return excessGrants(cluster, policy, object, (privilege) => privilege === 'CREATE', [
          'owner',
          'migration',
        ]).map(({ grantee, entries }) => ({
          object: heldBy(on, grantee),
          title: `${granteeWords(grantee)} may put objects into tablespace ${row.name}`,
          evidence: {
            privileges: privilegesIn(entries),
            owner: row.owner,
            grantors: entries.map((entry) => entry.grantor),
          },
          remedy: { changes: revocations(on, entries) },
        }));
      }),
    );
  },
});
