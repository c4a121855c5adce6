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
}

const types = { physical: 'physical', logical: 'logical' } as const;

export const replicationSlots: SectionReader<ReplicationSlotRow> = {
  sql: () => `
SELECT s.slot_name::pg_catalog.text, s.plugin::pg_catalog.text, s.slot_type, s.database::pg_catalog.text, s.active, s.temporary
FROM pg_catalog.pg_replication_slots s`,
  row: ([name, plugin, type, database, active, temporary]) => ({
    name: text(name),
    plugin: textOrNull(plugin),
    type: word(types, type),
    database: textOrNull(database),
    active: flag(active),
    temporary: flag(temporary),
  }),
  key: (row) => row.name,
};
