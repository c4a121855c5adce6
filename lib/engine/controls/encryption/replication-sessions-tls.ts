import { compareText } from '../../model/compare-text.ts';
import { defineControl, judged } from '../control.ts';
import { isLoopbackClient } from './client-address.ts';

export const replicationSessionsTls = defineControl({
  id: 'replication-sessions-tls',
  title: 'Replication over the network is encrypted',
  area: 'encryption',
  scope: 'cluster',
  severity: 'high',
  needs: ['replication-senders'],
  threats: ['eavesdropping', 'backup-theft'],
  enforcedWhere: 'tls',
  references: [
    { standard: 'PCI DSS 4.0', id: '4.2.1' },
    { standard: 'NIST 800-53', id: 'SC-8' },
    { standard: 'ISO 27001:2022', id: 'A.8.24' },
    { standard: 'SOC 2', id: 'CC6.7' },
    { standard: 'HIPAA', id: '164.312(e)(1)' },
    { standard: 'GDPR', id: 'Art. 32' },
  ],
  rationale:
    'A replication stream carries every change of every database: one listener on the way gets all of it, verifiers included.',
  caution: 'The standby reconnects when its connection settings change.',
  check(cluster) {
    const senders = cluster.read('replication-senders');
    if (senders.length === 0)
      return { outcome: 'not-applicable', reason: 'nothing replicates from this server now' };
    const plain = senders.filter(
      (row) => !row.tls && row.gss !== true && row.address !== null && !isLoopbackClient(row.address),
    );
    const byRole = [...Map.groupBy(plain, (row) => row.role ?? '')].sort(([a], [b]) => compareText(a, b));
    return judged(
      byRole.map(([role, rows]) => ({
        object: { kind: 'role' as const, ...(role === '' ? {} : { role }) },
        title: `Replication by ${role || 'an unnamed role'} crosses the network in plain text`,
        evidence: { senders: rows.map((row) => ({ application: row.application, address: row.address })) },
        remedy: {
          manual:
            'Set sslmode=verify-full and sslrootcert in primary_conninfo (or the tool’s connection settings) of the receiver, make the replication rules of pg_hba.conf hostssl, and let it reconnect.',
        },
      })),
    );
  },
});
