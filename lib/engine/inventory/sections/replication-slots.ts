/** `pg_replication_slots`. */
export interface ReplicationSlotRow {
  readonly name: string;
  readonly plugin: string | null;
  readonly type: 'physical' | 'logical';
  readonly database: string | null;
  readonly active: boolean;
  readonly temporary: boolean;
}
