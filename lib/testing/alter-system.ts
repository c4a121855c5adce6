import type { TestCluster } from './cluster.ts';

/** A step of a story: sets a server parameter (`null` resets it) and makes it take effect. */
export function alterSystem(parameter: string, value: string | null, how: 'reload' | 'restart' = 'reload') {
  return async (cluster: TestCluster): Promise<void> => {
    const literal = value === null ? '' : ` = '${value.replaceAll("'", "''")}'`;
    await cluster.sql(`ALTER SYSTEM ${value === null ? 'RESET' : 'SET'} ${parameter}${literal}`);
    if (how === 'reload') await cluster.reload();
    else await cluster.restart();
  };
}
