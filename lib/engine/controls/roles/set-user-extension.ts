import { parseList, protectedParameter } from '../../analysis/parameter.ts';
import { defineControl, judged } from '../control.ts';
import { settingEvidence, settingObject } from '../parameter-finding.ts';

export const setUserExtension = defineControl({
  id: 'set-user-extension',
  title: 'Superuser work leaves a record of who did it',
  area: 'roles',
  scope: 'cluster',
  severity: 'low',
  needs: ['roles', 'protected-settings'],
  substrates: ['self-managed', 'kubernetes'],
  threats: ['undetected-misuse', 'escalation-to-superuser'],
  enforcedWhere: 'audit',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '4.8' },
    { standard: 'CIS PostgreSQL 17', id: '4.8' },
    { standard: 'PCI DSS 4.0', id: '10.2.1.2' },
    { standard: 'NIST 800-53', id: 'AC-6(9)' },
    { standard: 'ISO 27001:2022', id: 'A.8.2' },
    { standard: 'SOC 2', id: 'CC6.3' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
  ],
  rationale:
    'Where people log in as a superuser, the log shows a shared name. set_user has them log in as themselves, raises their rights for a moment, and writes that down.',
  caution: 'Scripts that log in as the superuser must call set_user() instead.',
  check(cluster) {
    const { bootstrapRole } = cluster.inventory.server;
    const people = cluster
      .read('roles')
      .filter((role) => role.superuser && role.login && role.name !== bootstrapRole)
      .map((role) => role.name)
      .sort();
    if (people.length === 0)
      return { outcome: 'not-applicable', reason: 'nobody but the bootstrap role logs in as a superuser' };
    const row = protectedParameter(cluster, 'shared_preload_libraries');
    if (!row) return { outcome: 'unknown', reason: 'the server did not show shared_preload_libraries' };
    if (parseList(row.value).some((one) => one.endsWith('set_user'))) return judged([]);
    return judged([
      {
        object: settingObject('shared_preload_libraries'),
        title:
          people.length === 1
            ? 'A role logs in as superuser, and set_user does not record what for'
            : `Superusers log in as ${people.length} roles, and set_user does not record what for`,
        evidence: { ...settingEvidence(row), superusers: people.slice(0, 50) },
        remedy: {
          manual:
            'Install the set_user package, add set_user to shared_preload_libraries, restart, CREATE EXTENSION set_user, and take LOGIN or SUPERUSER away from the roles people use.',
        },
      },
    ]);
  },
});
