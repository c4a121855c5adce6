import type { SessionGroupRow } from '../../inventory/sections/sessions.ts';
import { compareText } from '../../model/compare-text.ts';
import { defineControl, judged } from '../control.ts';
import { isLoopbackClient } from './client-address.ts';
import { isSoundSuite } from './sound-suite.ts';
import { tlsRank, withdrawnBelow } from './tls-version.ts';

const byRole = (rows: readonly SessionGroupRow[]) => Map.groupBy(rows, (row) => row.role ?? '');

const hasWeakCipher = ({ tls, tlsCipher }: SessionGroupRow) =>
  tls && tlsCipher !== null && !isSoundSuite(tlsCipher);

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
    const isOld = (row: SessionGroupRow) => (tlsRank(row.tlsVersion) ?? -1) < wanted;
    // A session is encrypted by TLS or by GSSAPI, never by both.
    const weak = remote.filter((row) => row.gss !== true && (!row.tls || isOld(row) || hasWeakCipher(row)));
    return judged(
      [...byRole(weak)]
        .sort(([a], [b]) => compareText(a, b))
        .map(([role, rows]) => ({
          object: { kind: 'role' as const, ...(role === '' ? {} : { role }) },
          title: rows.some((row) => !row.tls)
            ? `Sessions of ${role || 'unnamed roles'} cross the network in plain text`
            : rows.some(isOld)
              ? `Sessions of ${role || 'unnamed roles'} use TLS below ${demanded}`
              : `Sessions of ${role || 'unnamed roles'} use cipher suites without forward secrecy or authenticated encryption`,
          evidence: {
            demanded,
            sessions: rows.map((row) => ({
              database: row.database,
              address: row.address,
              application: row.application,
              tlsVersion: row.tlsVersion,
              tlsCipher: row.tlsCipher,
            })),
          },
          ...(rows.some((row) => !row.tls || isOld(row)) ? {} : { severity: 'medium' as const }),
          remedy: {
            manual:
              'Give the client sslmode=verify-full with the root certificate, make the rule that admits it hostssl (control hba-plain-host), mend what suites both offer (control tls-ciphers), then end these sessions with pg_terminate_backend().',
          },
        })),
    );
  },
});
