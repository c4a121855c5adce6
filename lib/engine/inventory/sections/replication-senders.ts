import { grantPredefined } from '../../connect/scan-role-grants.ts';
import { flag, text, textOrNull } from '../cell.ts';
import { keyOf, type SectionReader } from '../section.ts';
/** `pg_stat_replication` joined to `pg_stat_ssl` and `pg_stat_gssapi`. */
export interface ReplicationSenderRow {
  readonly role: string | null;
  readonly application: string;
  readonly address: string | null;
  readonly state: string | null;
  readonly tls: boolean;
  /** GSSAPI encryption. Absent from snapshots of earlier versions of Postern. */
  readonly gss?: boolean;
}

export const replicationSenders: SectionReader<ReplicationSenderRow> = {
  // Without pg_read_all_stats the rows show NULLs: that is no answer.
  closed: ({ scanRole, versionNum }) =>
    scanRole.readsAllStats
      ? null
      : {
          reason: 'only members of pg_read_all_stats see where replication goes',
          grant: grantPredefined('pg_read_all_stats', scanRole, versionNum),
        },
  sql: () => `
SELECT r.usename::pg_catalog.text, coalesce(r.application_name, ''), pg_catalog.host(r.client_addr), r.state, coalesce(s.ssl, false),
  coalesce(g.encrypted, false)
FROM pg_catalog.pg_stat_replication r
LEFT JOIN pg_catalog.pg_stat_ssl s ON s.pid = r.pid
LEFT JOIN pg_catalog.pg_stat_gssapi g ON g.pid = r.pid`,
  row: ([role, application, address, state, tls, gss]) => ({
    role: textOrNull(role),
    application: text(application),
    address: textOrNull(address),
    state: textOrNull(state),
    tls: flag(tls),
    gss: flag(gss),
  }),
  repeats: true,
  key: (row) => keyOf(row.role, row.application, row.address, row.state, row.tls, row.gss ?? null),
};
