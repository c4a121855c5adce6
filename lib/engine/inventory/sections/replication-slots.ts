import { flag, text, textOrNull, word } from '../cell.ts';
import type { SectionReader } from '../section.ts';
/** `pg_replication_slots`. */
export interface ReplicationSlotRow {
  readonly name: string;
  readonly plugin: string | null;
  readonly type: 'physical' | 'logical';
  readonly database: string | null;
  readonly active: boolean;
  readonly temporary: boolean;
  /** 17+: a standby's copy of a slot of its primary, never in use there. Absent from snapshots of earlier versions of Postern. */
  readonly synced?: boolean;
  /** The WAL it would need is gone: it holds nothing back any more. Absent from snapshots of earlier versions. */
  readonly lost?: boolean;
}

const types = { physical: 'physical', logical: 'logical' } as const;

export const replicationSlots: SectionReader<ReplicationSlotRow> = {
  sql: ({ versionNum }) => `
SELECT s.slot_name::pg_catalog.text, s.plugin::pg_catalog.text, s.slot_type, s.database::pg_catalog.text, s.active, s.temporary,
  ${versionNum >= 170_000 ? 's.synced' : 'false'}, coalesce(s.wal_status = 'lost', false)
FROM pg_catalog.pg_replication_slots s`,
  row: ([name, plugin, type, database, active, temporary, synced, lost]) => ({
    name: text(name),
    plugin: textOrNull(plugin),
    type: word(types, type),
    database: textOrNull(database),
    active: flag(active),
    temporary: flag(temporary),
    synced: flag(synced),
    lost: flag(lost),
  }),
  key: (row) => row.name,
};
