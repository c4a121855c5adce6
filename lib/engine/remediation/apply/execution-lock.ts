/**
 * Two executions never meet in a database, whichever Postern sent them. `xact` ends with the transaction; `session` is held
 * by a script that no transaction holds, and by whoever looks what became of one. Keys: `post`, `ern1` in ASCII.
 */
export function lockSql(scope: 'xact' | 'session'): string {
  const name = scope === 'xact' ? 'pg_try_advisory_xact_lock' : 'pg_try_advisory_lock';
  return `SELECT pg_catalog.${name}(1886352244, 1701998129)`;
}
