/** `pg_stat_activity` with `pg_stat_ssl`, client backends and walsenders, grouped; the scan's own session is left out. */
export interface SessionGroupRow {
  readonly role: string | null;
  readonly database: string | null;
  /** null: local socket. */
  readonly address: string | null;
  readonly application: string;
  readonly backendType: string;
  readonly tls: boolean;
  readonly tlsVersion: string | null;
  readonly tlsCipher: string | null;
  readonly clientCertificate: boolean;
  readonly count: number;
}
