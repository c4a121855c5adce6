import { parameter, parseBoolean } from '../../analysis/parameter.ts';
import { defineControl, judged } from '../control.ts';
import { setServerWide, settingEvidence, settingObject } from '../parameter-finding.ts';

export const dbUserNamespace = defineControl({
  id: 'db-user-namespace',
  title: 'Role names are not split by database',
  area: 'configuration',
  scope: 'cluster',
  severity: 'low',
  needs: ['settings'],
  threats: ['credential-guessing', 'stale-credentials'],
  enforcedWhere: 'engine',
  references: [
    { standard: 'PCI DSS 4.0', id: '2.2.1' },
    { standard: 'NIST 800-53', id: 'IA-2' },
    { standard: 'ISO 27001:2022', id: 'A.8.9' },
    { standard: 'SOC 2', id: 'CC7.1' },
    { standard: 'HIPAA', id: '164.312(c)(1)' },
    { standard: 'PostgreSQL documentation', id: '20.3.2' },
  ],
  rationale:
    'db_user_namespace was a stopgap that lets a name mean a role of one database. It cannot work with SCRAM or md5 verifiers as meant, blurs who a session is, and was removed in PostgreSQL 17.',
  caution: 'Clients that log in as user@database must use the plain role name.',
  check(cluster) {
    if (cluster.inventory.server.versionNum >= 170_000)
      return { outcome: 'not-applicable', reason: 'PostgreSQL 17 removed db_user_namespace' };
    const row = parameter(cluster, 'db_user_namespace');
    if (!row) return { outcome: 'unknown', reason: 'the server did not show db_user_namespace' };
    if (parseBoolean(row.value) === false) return judged([]);
    return judged([
      {
        object: settingObject('db_user_namespace'),
        title: 'Setting db_user_namespace is on: the name of a login no longer says which role it is',
        evidence: settingEvidence(row),
        remedy: setServerWide(row, 'off'),
      },
    ]);
  },
});
