import type { SessionGroupRow } from '../../inventory/sections/sessions.ts';
import { compareText } from '../../model/compare-text.ts';
import { defineControl, judged } from '../control.ts';
import { isLoopbackClient } from './client-address.ts';
import { tlsRank, withdrawnBelow } from './tls-version.ts';

const byRole = (rows: readonly SessionGroupRow[]) => Map.groupBy(rows, (row) => row.role ?? '');

export const tlsLiveSessions = defineControl({
  id: 'tls-live-sessions',
  title: 'Every session over the network is encrypted',
  area: 'encryption',
  scope: 'cluster',
  severity: 'high',
  needs: ['sessions'],
  threats: ['eavesdropping', 'stolen-credentials'],
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
    'Settings say what could be; the sessions of this moment say what is. A client that asks for TLS only if convenient goes on in plain text without a word.',
  caution: 'Ending such sessions interrupts the application until its connection settings are mended.',
  check(cluster, policy) {
    const demanded = policy.connections?.minimumTls ?? withdrawnBelow;
    const wanted = tlsRank(demanded) ?? 0;
    const remote = cluster
      .read('sessions')
      .filter(
        (row) => row.address !== null && !isLoopbackClient(row.address) && row.backendType !== 'walsender',
      );
    // A session is encrypted by TLS or by GSSAPI, never by both.
    const weak = remote.filter(
      (row) => row.gss !== true && (!row.tls || (tlsRank(row.tlsVersion) ?? -1) < wanted),
    );
    return judged(
      [...byRole(weak)]
        .sort(([a], [b]) => compareText(a, b))
        .map(([role, rows]) => ({
          object: { kind: 'role' as const, ...(role === '' ? {} : { role }) },
          title: rows.some((row) => !row.tls)
            ? `Sessions of ${role || 'unnamed roles'} cross the network in plain text`
            : `Sessions of ${role || 'unnamed roles'} use TLS below ${demanded}`,
          evidence: {
            demanded,
            sessions: rows.map((row) => ({
              database: row.database,
              address: row.address,
              application: row.application,
              tlsVersion: row.tlsVersion,
            })),
          },
          remedy: {
            manual:
              'Give the client sslmode=verify-full with the root certificate, make the rule that admits it hostssl (control hba-plain-host), then end these sessions with pg_terminate_backend().',
          },
        })),
    );
  },
});
