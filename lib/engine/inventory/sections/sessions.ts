import { grantPredefined } from '../../connect/scan-role-grants.ts';
import { flag, flagOrNull, number, text, textOrNull, word } from '../cell.ts';
import { keyOf, type SectionReader } from '../section.ts';
/** `pg_stat_activity` with `pg_stat_ssl`, client backends and walsenders, grouped; the scan's own session is left out. */
export interface SessionGroupRow {
  readonly role: string | null;
  readonly database: string | null;
  /** null: a local socket, or not shown (`transport` tells). */
  readonly address: string | null;
  /** How it came; null where the server did not show it. Absent from snapshots of earlier versions of Postern. */
  readonly transport?: 'socket' | 'network' | null;
  readonly application: string;
  readonly backendType: string;
  readonly tls: boolean;
  /** GSSAPI encryption; null where neither it nor TLS was shown. Absent from snapshots of earlier versions. */
  readonly gss?: boolean | null;
  readonly tlsVersion: string | null;
  readonly tlsCipher: string | null;
  readonly clientCertificate: boolean;
  readonly count: number;
}

const transports = { socket: 'socket', network: 'network' } as const;

export const sessions: SectionReader<SessionGroupRow> = {
  // Without pg_read_all_stats other roles' rows show NULLs: that is no answer.
  closed: ({ scanRole, versionNum }) =>
    scanRole.readsAllStats
      ? null
      : {
          reason: "only members of pg_read_all_stats see other roles' sessions",
          grant: grantPredefined('pg_read_all_stats', scanRole, versionNum),
        },
  // The scan's own session, and others of the same role that run a scan beside it, are not the customer's.
  sql: () => `
SELECT a.usename::pg_catalog.text, a.datname::pg_catalog.text, pg_catalog.host(a.client_addr), coalesce(a.application_name, ''), a.backend_type,
  coalesce(s.ssl, false), s.version, s.cipher, s.client_serial IS NOT NULL, pg_catalog.count(*)::pg_catalog.int4,
  CASE WHEN a.client_addr IS NOT NULL THEN 'network' WHEN a.client_port = -1 THEN 'socket' END,
  CASE WHEN s.ssl IS NOT NULL THEN g.encrypted END
FROM pg_catalog.pg_stat_activity a
LEFT JOIN pg_catalog.pg_stat_ssl s ON s.pid = a.pid
LEFT JOIN pg_catalog.pg_stat_gssapi g ON g.pid = a.pid
WHERE a.backend_type IN ('client backend', 'walsender') AND a.pid <> pg_catalog.pg_backend_pid()
  AND NOT (a.usename = current_user AND a.application_name = pg_catalog.current_setting('application_name'))
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12`,
  row: ([
    role,
    database,
    address,
    application,
    backendType,
    tls,
    tlsVersion,
    tlsCipher,
    clientCertificate,
    count,
    transport,
    gss,
  ]) => ({
    role: textOrNull(role),
    database: textOrNull(database),
    address: textOrNull(address),
    transport: transport === null ? null : word(transports, transport),
    application: text(application),
    backendType: text(backendType),
    tls: flag(tls),
    gss: flagOrNull(gss),
    tlsVersion: textOrNull(tlsVersion),
    tlsCipher: textOrNull(tlsCipher),
    clientCertificate: flag(clientCertificate),
    count: number(count),
  }),
  key: (row) =>
    keyOf(
      row.role,
      row.database,
      row.address,
      row.application,
      row.backendType,
      row.tlsVersion,
      row.tlsCipher,
      row.clientCertificate,
      row.transport ?? null,
      row.gss ?? null,
    ),
};
