import type { FindingDraft } from '../../model/finding.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import { defineControl, judged } from '../control.ts';
import { excessGrants, granteeWords, heldBy } from './excess-grants.ts';
import { grantEntries, privilegesIn, revocations } from './grant-entry.ts';

export const fdwServerUsage = defineControl({
  id: 'fdw-server-usage',
  title: 'Foreign servers are used by administrators and named roles only',
  area: 'grants',
  scope: 'database',
  severity: 'medium',
  needs: ['foreign-servers', 'foreign-data-wrappers', 'roles'],
  threats: ['exfiltration-from-server', 'over-privileged-application'],
  enforcedWhere: 'grant',
  references: [
    { standard: 'DISA STIG PostgreSQL', id: 'V-233518' },
    { standard: 'PCI DSS 4.0', id: '1.3.2' },
    { standard: 'NIST 800-53', id: 'AC-4' },
    { standard: 'ISO 27001:2022', id: 'A.8.3' },
    { standard: 'SOC 2', id: 'CC6.3' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
    { standard: 'PostgreSQL documentation', id: 'ddl-priv' },
  ],
  rationale:
    'USAGE on a foreign server or wrapper makes new foreign tables and user mappings, and with them a way out of the database for whatever the role can read.',
  caution: 'Roles that create foreign tables in migrations must be declared as migration or owner.',
  check(database, policy) {
    return judged(
      [
        ...database.read('foreign-servers').map((row) => ({ ...row, kind: 'foreign-server' as const })),
        ...database
          .read('foreign-data-wrappers')
          .map((row) => ({ ...row, kind: 'foreign-data-wrapper' as const })),
      ].flatMap((row): FindingDraft[] => {
        const on: ObjectRef = { kind: row.kind, database: database.name, name: row.name };
        const object = { on, owner: row.owner, entries: grantEntries(row.acl, row.kind, row.owner) };
        return excessGrants(database.cluster, policy, object, (privilege) => privilege === 'USAGE', [
          'owner',
          'migration',
        ]).map(({ grantee, entries }) => ({
          object: heldBy(on, grantee),
          title: `${granteeWords(grantee)} may use ${row.kind === 'foreign-server' ? 'foreign server' : 'foreign-data wrapper'} ${row.name}`,
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
