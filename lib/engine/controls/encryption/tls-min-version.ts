import { protectedParameter } from '../../analysis/parameter.ts';
import type { Remedy } from '../../model/change.ts';
import { defineControl, judged } from '../control.ts';
import { setServerWide, settingEvidence, settingObject } from '../parameter-finding.ts';
import { tlsRank, withdrawnBelow } from './tls-version.ts';

export const tlsMinVersion = defineControl({
  id: 'tls-min-version',
  title: 'The server refuses TLS below the demanded version',
  area: 'encryption',
  scope: 'cluster',
  severity: 'high',
  needs: ['protected-settings'],
  threats: ['eavesdropping'],
  enforcedWhere: 'tls',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '6.9' },
    { standard: 'CIS PostgreSQL 17', id: '6.9' },
    { standard: 'PCI DSS 4.0', id: '4.2.1' },
    { standard: 'NIST 800-53', id: 'SC-8(1)' },
    { standard: 'ISO 27001:2022', id: 'A.8.24' },
    { standard: 'SOC 2', id: 'CC6.7' },
    { standard: 'HIPAA', id: '164.312(e)(1)' },
    { standard: 'GDPR', id: 'Art. 32' },
  ],
  rationale:
    'TLS before 1.2 is broken and withdrawn; whoever sits between client and server can push both down to the oldest version both still speak.',
  caution:
    'Clients built on an old TLS library can no longer connect: look at the versions of the live sessions first.',
  check(cluster, policy) {
    const demanded = policy.connections?.minimumTls ?? withdrawnBelow;
    const row = protectedParameter(cluster, 'ssl_min_protocol_version');
    const highest = protectedParameter(cluster, 'ssl_max_protocol_version');
    const rank = row ? tlsRank(row.value) : null;
    const wanted = tlsRank(demanded);
    if (!row || rank === null || wanted === null) {
      return { outcome: 'unknown', reason: 'the server did not show ssl_min_protocol_version' };
    }
    if (rank >= wanted) return judged([]);
    const mend = setServerWide(row, demanded);
    const lift = highest ? setServerWide(highest, null) : mend;
    const ceiling = highest ? (tlsRank(highest.value) ?? -1) : -1;
    const capped = ceiling >= 0 && ceiling < wanted;
    const remedy: Remedy =
      capped && 'changes' in mend && 'changes' in lift
        ? { changes: [...lift.changes, ...mend.changes] }
        : mend;
    return judged([
      {
        object: settingObject('ssl_min_protocol_version'),
        title: `The server accepts ${row.value || 'any version of TLS'}, below ${demanded}`,
        evidence: {
          ...settingEvidence(row),
          demanded,
          by: policy.connections?.minimumTls ? 'policy' : 'RFC 8996',
        },
        remedy,
      },
    ]);
  },
});
