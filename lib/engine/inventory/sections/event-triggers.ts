import { flag, text } from '../cell.ts';
import type { SectionReader } from '../section.ts';
/** `pg_event_trigger`. */
export interface EventTriggerRow {
  readonly name: string;
  readonly event: string;
  readonly owner: string;
  readonly enabled: boolean;
  readonly functionSchema: string;
  readonly functionName: string;
  readonly functionOwner: string;
  /** SHA-256, hex, of when it fires and what its function runs and how: tags, mode; text, library, language, parameters. Absent from older snapshots. */
  readonly functionDigest?: string;
}

export const eventTriggers: SectionReader<EventTriggerRow> = {
  sql: () => `
SELECT e.evtname::pg_catalog.text, e.evtevent::pg_catalog.text, pg_catalog.pg_get_userbyid(e.evtowner)::pg_catalog.text, e.evtenabled <> 'D',
  n.nspname::pg_catalog.text, p.proname::pg_catalog.text, pg_catalog.pg_get_userbyid(p.proowner)::pg_catalog.text,
  pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(pg_catalog.concat_ws(E'\\x01', p.prosrc, p.probin, p.prolang, p.prosecdef,
    pg_catalog.array_to_string(p.proconfig, E'\\x02'), E'\\x03', e.evtenabled, pg_catalog.array_to_string(e.evttags, E'\\x02')), pg_catalog.getdatabaseencoding())), 'hex')
FROM pg_catalog.pg_event_trigger e
JOIN pg_catalog.pg_proc p ON p.oid = e.evtfoid
JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace`,
  row: ([name, event, owner, enabled, functionSchema, functionName, functionOwner, functionDigest]) => ({
    name: text(name),
    event: text(event),
    owner: text(owner),
    enabled: flag(enabled),
    functionSchema: text(functionSchema),
    functionName: text(functionName),
    functionOwner: text(functionOwner),
    functionDigest: text(functionDigest),
  }),
  key: (row) => row.name,
};
