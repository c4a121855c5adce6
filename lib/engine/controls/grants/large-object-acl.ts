import { parseBoolean } from '../../analysis/parameter.ts';
import { parameterLevelNeeds, parameterLevels } from '../../analysis/parameter-levels.ts';
import type { FindingDraft } from '../../model/finding.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import { defineControl } from '../control.ts';
import { judgeLevels, levelWords } from '../parameter-finding.ts';
import { excessGrants, granteeWords, heldBy } from './excess-grants.ts';
import { grantEntries, privilegesIn, revocations } from './grant-entry.ts';

export const largeObjectAcl = defineControl({
  id: 'large-object-acl',
  title: 'Large objects are read and written by named roles only',
  area: 'grants',
  scope: 'database',
  severity: 'medium',
  needs: ['large-objects', ...parameterLevelNeeds],
  threats: ['insider-reads-regulated-data', 'over-privileged-application'],
  enforcedWhere: 'grant',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '6.5' },
    { standard: 'CIS PostgreSQL 17', id: '6.5' },
    { standard: 'PCI DSS 4.0', id: '7.2.2' },
    { standard: 'NIST 800-53', id: 'AC-3' },
    { standard: 'ISO 27001:2022', id: 'A.8.3' },
    { standard: 'SOC 2', id: 'CC6.3' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
    { standard: 'PostgreSQL documentation', id: 'lo-interfaces' },
  ],
  rationale:
    'Large objects hold documents and images beside the tables that point at them, and their rights are forgotten when the rights on the table are set.',
  caution: 'Applications that read the large object through another role need it granted by name.',
  check(database, policy) {
    // One switch opens all of them: said once for the cluster, in the database of the scan.
    const compat = parameterLevels(database.cluster, 'lo_compat_privileges');
    if (!compat) return { outcome: 'unknown', reason: 'the server did not show lo_compat_privileges' };
    const switched = judgeLevels(compat, {
      isRight: (value) => parseBoolean(value) === false,
      value: 'off',
      title: (wrong) => `Privileges on large objects are not looked at (${wrong.map(levelWords).join(', ')})`,
    });
    const granted = database.read('large-objects').flatMap((row): FindingDraft[] => {
      const on: ObjectRef = { kind: 'large-object', database: database.name, name: String(row.oid) };
      const object = { on, owner: row.owner, entries: grantEntries(row.acl, 'large-object', row.owner) };
      return excessGrants(database.cluster, policy, object, () => true, []).map(({ grantee, entries }) => ({
        object: heldBy(on, grantee),
        title: `${granteeWords(grantee)} holds ${privilegesIn(entries).join(', ')} on large object ${row.oid}`,
        evidence: {
          privileges: privilegesIn(entries),
          owner: row.owner,
          grantors: entries.map((entry) => entry.grantor),
        },
        remedy: { changes: revocations(on, entries) },
      }));
    });
    return { ...switched, findings: [...granted, ...switched.findings] };
  },
});
