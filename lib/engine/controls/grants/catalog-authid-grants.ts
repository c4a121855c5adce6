import { columnsWithAcl } from '../../analysis/relation-index.ts';
import { superuserNames } from '../../analysis/superusers.ts';
import type { FindingDraft } from '../../model/finding.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import { defineControl, judged } from '../control.ts';
import { isProviderRole } from '../roles/system-role.ts';
import {
  entriesOf,
  grantEntries,
  grantEntriesIn,
  granteesIn,
  privilegesIn,
  revocations,
} from './grant-entry.ts';

/** The one column of pg_subscription that installation does not open to everybody: where it connects to, and how. */
const connection = 'subconninfo';

/** Catalogs that hold password verifiers, connection passwords, or samples of the customers' rows. */
const secretCatalogs: ReadonlyMap<string, string> = new Map([
  ['pg_authid', 'password verifiers'],
  ['pg_shadow', 'password verifiers'],
  ['pg_user_mapping', 'passwords for foreign servers'],
  ['pg_subscription', 'passwords for the servers that are subscribed to'],
  ['pg_statistic', 'sampled values of every table'],
  ['pg_statistic_ext_data', 'sampled values of every table'],
  ['pg_largeobject', 'the contents of large objects'],
]);

export const catalogAuthidGrants = defineControl({
  id: 'catalog-authid-grants',
  title: 'Catalogs that hold secrets are closed',
  area: 'grants',
  scope: 'database',
  severity: 'critical',
  needs: ['catalog-acls', 'columns', 'roles'],
  threats: ['stolen-credentials', 'escalation-to-superuser', 'insider-reads-regulated-data'],
  enforcedWhere: 'grant',
  references: [
    { standard: 'PCI DSS 4.0', id: '8.3.2' },
    { standard: 'NIST 800-53', id: 'IA-5(1)' },
    { standard: 'ISO 27001:2022', id: 'A.5.17' },
    { standard: 'SOC 2', id: 'CC6.3' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
    { standard: 'PostgreSQL documentation', id: 'catalog-pg-authid' },
  ],
  rationale:
    'pg_authid holds the verifier of every password: an md5 one is enough to log in, a SCRAM one enough to guess offline. Its neighbours hold passwords of foreign servers and samples of the data itself.',
  caution: 'Poolers that look passwords up here need a SECURITY DEFINER function for their one user instead.',
  check(database) {
    const superusers = superuserNames(database.cluster);
    const { server, substrate } = database.cluster.inventory;
    const { bootstrapRole } = server;
    const open = [
      ...database
        .read('catalog-acls')
        .filter((row) => row.schema === 'pg_catalog' && secretCatalogs.has(row.name))
        .map((row) => ({
          relation: row.name,
          column: null,
          entries: grantEntriesIn(database.cluster, { ...row, kind: 'table' }),
        })),
      ...columnsWithAcl(database)
        .filter((row) => row.schema === 'pg_catalog' && secretCatalogs.has(row.relation))
        .filter((row) => row.relation !== 'pg_subscription' || row.name === connection)
        .map((row) => ({
          relation: row.relation,
          column: row.name,
          entries: grantEntries(row.acl, 'column', bootstrapRole),
        })),
    ];
    const findings = open.flatMap(({ relation, column, entries }): FindingDraft[] => {
      const secret = secretCatalogs.get(relation);
      if (secret === undefined) return [];
      const on: ObjectRef = {
        kind: column === null ? 'table' : 'column',
        database: database.name,
        schema: 'pg_catalog',
        name: relation,
        ...(column === null ? {} : { column }),
      };
      return granteesIn(entries).flatMap((grantee): FindingDraft[] => {
        const own = entriesOf(entries, grantee);
        if (own.length === 0 || (grantee !== null && superusers.has(grantee))) return [];
        // A service may let its administrators set subscriptions up; its customer cannot take that back.
        if (relation === 'pg_subscription' && grantee !== null && isProviderRole(substrate, grantee))
          return [];
        const privileges = privilegesIn(own);
        return [
          {
            object: grantee === null ? { ...on, public: true } : { ...on, role: grantee },
            title: `${grantee === null ? 'Everybody (PUBLIC)' : `Role ${grantee}`} holds ${privileges.join(', ')} on ${relation}${column === null ? '' : `.${column}`}, which holds ${secret}`,
            evidence: { privileges, grantors: own.map((entry) => entry.grantor), holds: secret },
            remedy: { changes: revocations(on, own) },
          },
        ];
      });
    });
    return judged(findings);
  },
});
