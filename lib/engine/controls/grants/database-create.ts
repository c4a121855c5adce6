import type { FindingDraft } from '../../model/finding.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import { defineControl, judged } from '../control.ts';
import { excessGrants, granteeWords, heldBy } from './excess-grants.ts';
import { grantEntries, privilegesIn, revocations } from './grant-entry.ts';

export const databaseCreate = defineControl({
  id: 'database-create',
  title: 'CREATE on a database only for its owner and migrations',
  area: 'grants',
  scope: 'cluster',
  severity: 'high',
  needs: ['databases', 'roles'],
  threats: ['trojan-objects', 'dangerous-ddl', 'exfiltration-from-server'],
  enforcedWhere: 'grant',
  references: [
    { standard: 'DISA STIG PostgreSQL', id: 'V-233587' },
    { standard: 'PCI DSS 4.0', id: '7.2.5' },
    { standard: 'NIST 800-53', id: 'AC-6' },
    { standard: 'NIST 800-53', id: 'CM-5(1)' },
    { standard: 'ISO 27001:2022', id: 'A.8.3' },
    { standard: 'SOC 2', id: 'CC6.3' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
  ],
  rationale:
    'CREATE on a database makes schemas and installs trusted extensions, each a new place for objects that nobody reviews. An application that only serves requests never needs it.',
  caution: 'A framework that makes its own schema must get a migration role first.',
  check(cluster, policy) {
    return judged(
      cluster
        .read('databases')
        // Templates too: what is made in one is in every database that is made from it.
        .filter((row) => row.allowConnections)
        .flatMap((row): FindingDraft[] => {
          const on: ObjectRef = { kind: 'database', database: row.name, name: row.name };
          const object = { on, owner: row.owner, entries: grantEntries(row.acl, 'database', row.owner) };
          return excessGrants(cluster, policy, object, (privilege) => privilege === 'CREATE', [
            'owner',
            'migration',
          ]).map(({ grantee, entries }) => ({
            object: heldBy(on, grantee),
            title: `${granteeWords(grantee)} may create schemas and install trusted extensions in database ${row.name}`,
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
