import type { Read } from '../connect/session.ts';
import { flag } from './cell.ts';

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

/**
 * Which of these parameters the connected role may not set with ALTER SYSTEM: superusers may all, from 15 on others those
 * they were granted. `reload`: whether it may have the configuration loaded again.
 */
export async function mayAlterSystem(
  read: Read,
  versionNum: number,
  parameters: readonly string[],
): Promise<{ readonly denied: readonly string[]; readonly reload: boolean }> {
  const may = (parameter: string) =>
    versionNum >= 150_000
      ? `pg_catalog.has_parameter_privilege(${literal(parameter)}, 'ALTER SYSTEM')`
      : `(SELECT r.rolsuper FROM pg_catalog.pg_roles r WHERE r.rolname = current_user)`;
  const [row = []] = await read(
    `SELECT pg_catalog.has_function_privilege('pg_catalog.pg_reload_conf()', 'EXECUTE')${parameters.map((one) => `, ${may(one)}`).join('')}`,
  );
  const [reload, ...allowed] = row.map(flag);
  return { denied: parameters.filter((_, at) => allowed[at] !== true), reload: reload === true };
}
