/** `pg_stat_replication` joined to `pg_stat_ssl`. */
export interface ReplicationSenderRow {
  readonly role: string | null;
  readonly application: string;
  readonly address: string | null;
  readonly state: string | null;
  readonly tls: boolean;
}
