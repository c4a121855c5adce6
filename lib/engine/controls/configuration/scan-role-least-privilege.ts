import { roleGraph } from '../../analysis/role-graph.ts';
import { defineControl, judged } from '../control.ts';
import { adminTierRole } from '../roles/system-role.ts';

/** Far more than reading catalogs. */
const tooMuch = [
  'pg_read_all_data',
  'pg_write_all_data',
  'pg_execute_server_program',
  'pg_read_server_files',
  'pg_write_server_files',
  'pg_signal_backend',
  'pg_maintain',
  'pg_create_subscription',
];

export const scanRoleLeastPrivilege = defineControl({
  id: 'scan-role-least-privilege',
  title: 'Postern itself reads with no more than it needs',
  area: 'configuration',
  scope: 'cluster',
  severity: 'medium',
  needs: ['roles', 'memberships'],
  threats: ['over-privileged-application', 'stolen-credentials', 'escalation-to-superuser'],
  enforcedWhere: 'role',
  references: [
    { standard: 'PCI DSS 4.0', id: '7.2.5' },
    { standard: 'NIST 800-53', id: 'AC-6' },
    { standard: 'ISO 27001:2022', id: 'A.8.2' },
    { standard: 'SOC 2', id: 'CC7.1' },
    { standard: 'HIPAA', id: '164.312(c)(1)' },
  ],
  rationale:
    'The credential of the scan lies outside the database. As a superuser, with write access or with pg_read_all_data it is worth stealing, and nothing that is judged needs it.',
  caution: 'What only the stronger role could read becomes a gap, named with the grant that would allow it.',
  check(cluster) {
    const { scanRole } = cluster.inventory.server;
    const role = cluster.read('roles').find((one) => one.name === scanRole);
    if (!role) return { outcome: 'unknown', reason: 'the scan role is not among the roles' };
    const graph = roleGraph(cluster);
    const tier = adminTierRole(cluster.inventory.substrate);
    const strong = cluster
      .read('roles')
      .filter((one) => one.name !== scanRole && (one.superuser || one.name === tier))
      .map((one) => one.name)
      .sort();
    const held = [...tooMuch, ...strong].filter(
      (name) => graph.roles.has(name) && graph.path(scanRole, name, 'member') !== null,
    );
    const attributes = (
      [
        ['SUPERUSER', role.superuser],
        ['CREATEROLE', role.createRole],
        ['CREATEDB', role.createDatabase],
        ['REPLICATION', role.replication],
        ['BYPASSRLS', role.bypassRls],
      ] as const
    ).flatMap(([name, has]) => (has ? [name] : []));
    if (held.length === 0 && attributes.length === 0) return judged([]);
    return judged([
      {
        object: { kind: 'role', role: scanRole },
        title: `Postern scans as ${scanRole}, which has ${[...attributes, ...(role.superuser ? [] : held)].join(', ')}`,
        evidence: { attributes, memberships: role.superuser ? [] : held },
        remedy: {
          manual:
            'Create the scan role with the script that Postern shows when a database is registered, and register the database again with it.',
        },
      },
    ]);
  },
});
