const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const literal = (text: string): string =>
  text.includes('\\')
    ? `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
    : `'${text.replaceAll("'", "''")}'`;

/**
 * The row predicate of one tenant: nothing where the setting is absent, and nothing where it is the empty string that
 * `SET LOCAL` leaves behind after its transaction. `type` is the column's type as `format_type` prints it.
 */
export function tenantPredicate(column: string, type: string, setting: string): string {
  return `${identifier(column)} = NULLIF(pg_catalog.current_setting(${literal(setting)}, true), '')::${type}`;
}
