import type { FindingDraft } from '../../model/finding.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import { defineControl, judged } from '../control.ts';
import { isSystemSchema, relationRef } from './database-object.ts';
import { excessGrants, granteeWords, heldBy } from './excess-grants.ts';
import { privilegesIn, revocations } from './grant-entry.ts';
import { relationGrants } from './relation-grants.ts';

export const tableMaintain = defineControl({
  id: 'table-maintain',
  title: 'MAINTAIN on tables only for owners and maintenance roles',
  area: 'grants',
  scope: 'database',
  severity: 'low',
  needs: ['relations', 'roles'],
  threats: ['resource-exhaustion', 'dangerous-ddl'],
  enforcedWhere: 'grant',
  references: [
    { standard: 'PCI DSS 4.0', id: '7.2.2' },
    { standard: 'NIST 800-53', id: 'AC-6' },
    { standard: 'ISO 27001:2022', id: 'A.8.3' },
    { standard: 'SOC 2', id: 'CC6.3' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
    { standard: 'PostgreSQL documentation', id: 'ddl-priv' },
  ],
  rationale:
    'Since 17, MAINTAIN lets a role run VACUUM, ANALYZE, CLUSTER, REINDEX, REFRESH and LOCK TABLE in any mode: enough to stop every statement on the table, and to run index expressions of its owner.',
  caution: 'Scheduled maintenance that runs as this role needs the right, or pg_maintain.',
  check(database, policy) {
    if (database.cluster.inventory.server.versionNum < 170_000)
      return { outcome: 'not-applicable', reason: 'the privilege MAINTAIN exists since PostgreSQL 17' };
    return judged(
      relationGrants(database)
        .filter(
          ({ relation, toOthers }) =>
            toOthers.some((entry) => entry.privileges.includes('MAINTAIN')) &&
            !isSystemSchema(relation.schema),
        )
        .flatMap(({ relation: row, toOthers }): FindingDraft[] => {
          const on: ObjectRef = relationRef(database.name, row);
          const object = { on, owner: row.owner, entries: toOthers };
          return excessGrants(database.cluster, policy, object, (privilege) => privilege === 'MAINTAIN', [
            'owner',
            'migration',
          ]).map(({ grantee, entries }) => ({
            object: heldBy(on, grantee),
            title: `${granteeWords(grantee)} may lock, rebuild and vacuum ${row.schema}.${row.name}`,
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
