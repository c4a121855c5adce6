import type { ClusterFacts } from '../../analysis/facts.ts';
import { type CheckResult, defineControl, judged } from '../control.ts';
import { isProviderRole } from './system-role.ts';

const newRole =
  'Create a role with LOGIN REPLICATION and nothing else, admit it in pg_hba.conf from the standby alone, and point the standby at it.';

/** A standby whose slot is kept comes back as somebody who may replicate; the attribute is not inherited. */
function judgeStandbysToCome(cluster: ClusterFacts): CheckResult {
  const slots = cluster.read('replication-slots').filter((row) => row.type === 'physical' && !row.temporary);
  if (slots.length === 0)
    return { outcome: 'not-applicable', reason: 'nobody replicates from this server now' };
  const dedicated = cluster
    .read('roles')
    .some(
      (role) =>
        role.login &&
        role.replication &&
        (!role.superuser || isProviderRole(cluster.inventory.substrate, role.name)),
    );
  if (dedicated) return judged([]);
  return judged(
    slots.map((row) => ({
      object: { kind: 'replication-slot' as const, name: row.name },
      title: `Only a superuser can log in as the standby of slot ${row.name}: no other role has LOGIN and REPLICATION`,
      evidence: { active: row.active },
      remedy: { manual: newRole },
    })),
  );
}

export const dedicatedReplicationRole = defineControl({
  id: 'dedicated-replication-role',
  title: 'Replication logs in as a role made for it',
  area: 'roles',
  scope: 'cluster',
  severity: 'medium',
  needs: ['replication-senders', 'replication-slots', 'roles'],
  threats: ['over-privileged-application', 'stolen-credentials', 'backup-theft'],
  enforcedWhere: 'role',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '7.1' },
    { standard: 'CIS PostgreSQL 17', id: '7.1' },
    { standard: 'PCI DSS 4.0', id: '7.2.2' },
    { standard: 'NIST 800-53', id: 'AC-6(5)' },
    { standard: 'ISO 27001:2022', id: 'A.8.2' },
    { standard: 'SOC 2', id: 'CC6.3' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
  ],
  rationale:
    'The credential of a standby lies in a file on another machine. As a superuser it opens the whole server from there; a role with REPLICATION alone opens the stream.',
  caution: 'Change the standby’s connection string before the old role loses its right.',
  check(cluster) {
    const senders = cluster.read('replication-senders');
    if (senders.length === 0) return judgeStandbysToCome(cluster);
    const roles = new Map(cluster.read('roles').map((role) => [role.name, role]));
    const used = [...new Set(senders.flatMap((row) => (row.role === null ? [] : [row.role])))].sort();
    return judged(
      used
        .filter((name) => roles.get(name)?.superuser && !isProviderRole(cluster.inventory.substrate, name))
        .map((name) => ({
          object: { kind: 'role' as const, role: name },
          title: `Replication runs as superuser ${name}`,
          evidence: {
            applications: [
              ...new Set(senders.filter((row) => row.role === name).map((row) => row.application)),
            ].sort(),
          },
          remedy: {
            manual: newRole,
          },
        })),
    );
  },
});
