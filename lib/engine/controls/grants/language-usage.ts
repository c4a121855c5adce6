import type { FindingDraft } from '../../model/finding.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import { defineControl, judged } from '../control.ts';
import { excessGrants, granteeWords, heldBy } from './excess-grants.ts';
import { grantEntries, privilegesIn, revocations } from './grant-entry.ts';

export const languageUsage = defineControl({
  id: 'language-usage',
  title: 'Added languages are used by owners and administrators only',
  area: 'grants',
  scope: 'database',
  severity: 'medium',
  needs: ['languages', 'roles'],
  threats: ['escalation-to-operating-system', 'trojan-objects'],
  enforcedWhere: 'grant',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '4.4' },
    { standard: 'CIS PostgreSQL 17', id: '4.4' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233614' },
    { standard: 'PCI DSS 4.0', id: '7.2.2' },
    { standard: 'NIST 800-53', id: 'CM-7' },
    { standard: 'ISO 27001:2022', id: 'A.8.3' },
    { standard: 'SOC 2', id: 'CC6.3' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
    { standard: 'PostgreSQL documentation', id: 'sql-createlanguage' },
  ],
  rationale:
    'Functions in an added language run code that no review of SQL covers, and only the trusted mark of the language keeps them from the operating system. Rights on an untrusted language cannot be granted at all: untrusted-languages judges those.',
  caution: 'Functions that exist go on working: USAGE is looked at when one is created.',
  check(database, policy) {
    return judged(
      database
        .read('languages')
        .filter((row) => !['plpgsql', 'sql', 'c', 'internal'].includes(row.name))
        .flatMap((row): FindingDraft[] => {
          const on: ObjectRef = { kind: 'language', database: database.name, name: row.name };
          const object = { on, owner: row.owner, entries: grantEntries(row.acl, 'language', row.owner) };
          return excessGrants(database.cluster, policy, object, (privilege) => privilege === 'USAGE', [
            'owner',
            'migration',
          ])
            .filter(({ grantee }) => grantee !== null)
            .map(({ grantee, entries }) => ({
              object: heldBy(on, grantee),
              title: `${granteeWords(grantee)} may create functions in language ${row.name}`,
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
