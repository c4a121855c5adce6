import type { ObjectRef } from '../../model/object-ref.ts';
import { defineControl, judged } from '../control.ts';
import { isInstalledTemplate } from './database-object.ts';
import { entriesOf, grantEntries, revocations } from './grant-entry.ts';

export const publicDatabaseTemp = defineControl({
  id: 'public-database-temp',
  title: 'Temporary objects only for roles that need them',
  area: 'grants',
  scope: 'cluster',
  severity: 'low',
  needs: ['databases'],
  threats: ['trojan-objects', 'resource-exhaustion'],
  enforcedWhere: 'grant',
  references: [
    { standard: 'PCI DSS 4.0', id: '7.2.2' },
    { standard: 'NIST 800-53', id: 'CM-7' },
    { standard: 'ISO 27001:2022', id: 'A.8.3' },
    { standard: 'SOC 2', id: 'CC6.3' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
    { standard: 'PostgreSQL documentation', id: 'ddl-priv' },
  ],
  rationale:
    'A temporary table is found before any other of its name unless pg_temp stands last in the search path: it is how a caller slips its own table under a SECURITY DEFINER function. It also fills the disk without owning anything.',
  caution: 'Applications and reports that use temporary tables need TEMPORARY granted by name.',
  check: (cluster) =>
    judged(
      cluster.read('databases').flatMap((database) => {
        if (!database.allowConnections || isInstalledTemplate(database)) return [];
        const entries = entriesOf(
          grantEntries(database.acl, 'database', database.owner),
          null,
          (privilege) => privilege === 'TEMPORARY',
        );
        if (entries.length === 0) return [];
        const on: ObjectRef = { kind: 'database', database: database.name, name: database.name };
        return [
          {
            object: { ...on, public: true as const },
            title: `Every role that connects to database ${database.name} may create temporary objects (PUBLIC)`,
            evidence: { owner: database.owner, builtInDefault: database.acl === null },
            remedy: { changes: revocations(on, entries) },
          },
        ];
      }),
    ),
});
