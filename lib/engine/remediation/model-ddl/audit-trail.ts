import type { NewColumn, ObjectDefinition } from '../../model/change.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import { literal } from '../quote.ts';

/** Where Postern keeps what audit triggers write, apart from every schema that a `may` speaks of. */
export const trailSchema = 'postern_audit';
export const trailTable = 'row_changes';

/** Nobody has these but their owner, whatever `may` says of all tables or all schemas. */
export function isTrail(on: ObjectRef): boolean {
  return on.kind === 'schema' ? on.name === trailSchema : on.schema === trailSchema;
}

const column = (
  name: string,
  type: string,
  notNull: boolean,
  defaultTo: string | null = null,
): NewColumn => ({
  name,
  type,
  notNull,
  defaultTo,
});

/** Which rows changed and who changed them, never what regulated data stood in them: a trail is read by more people. */
export const trailColumns: readonly NewColumn[] = [
  column('at', 'pg_catalog.timestamptz', true, 'pg_catalog.clock_timestamp()'),
  column('transaction', 'pg_catalog.xid8', true, 'pg_catalog.pg_current_xact_id()'),
  column('session_role', 'pg_catalog.name', true),
  column('acting_role', 'pg_catalog.name', true),
  column('claimed_tenant', 'pg_catalog.text', false),
  column('client_address', 'pg_catalog.inet', false, 'pg_catalog.inet_client_addr()'),
  column('relation', 'pg_catalog.text', true),
  column('action', 'pg_catalog.text', true),
  column('row_key', 'pg_catalog.jsonb', false),
  column('changed_columns', 'pg_catalog.text[]', false),
];

/** Says who acts, as whoever acts: inside the routine below `current_user` is its owner. Overwritten for every row. */
export const noteRole: Extract<ObjectDefinition, { make: 'function' }> = {
  make: 'function',
  parameters: [],
  returns: 'trigger',
  language: 'plpgsql',
  securityDefiner: false,
  searchPath: ['pg_catalog', 'pg_temp'],
  body: `BEGIN
  PERFORM pg_catalog.set_config('${trailSchema}.acting_role', current_user, true);
  RETURN NULL;
END`,
};

/** Writes the trail as its owner, so that no writer of the table needs a right on it. Arguments: the columns of the row's key. */
export const recordChange = (setting: string | null): Extract<ObjectDefinition, { make: 'function' }> => ({
  make: 'function',
  parameters: [],
  returns: 'trigger',
  language: 'plpgsql',
  securityDefiner: true,
  searchPath: ['pg_catalog', 'pg_temp'],
  body: `DECLARE
  was jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
  now_is jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
BEGIN
  INSERT INTO ${trailSchema}.${trailTable} (session_role, acting_role, claimed_tenant, relation, action, row_key, changed_columns)
  VALUES (session_user, current_setting('${trailSchema}.acting_role'), ${setting === null ? 'NULL' : `NULLIF(current_setting(${literal(setting)}, true), '')`},
    format('%I.%I', TG_TABLE_SCHEMA, TG_TABLE_NAME), TG_OP,
    (SELECT jsonb_object_agg(key, coalesce(now_is, was) -> key) FROM unnest(TG_ARGV) AS key),
    CASE WHEN TG_OP = 'UPDATE' THEN ARRAY(SELECT key FROM jsonb_object_keys(now_is) AS key WHERE now_is -> key IS DISTINCT FROM was -> key ORDER BY key) END);
  RETURN NULL;
END`,
});
