import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { TestCluster } from './cluster.ts';

/** A step of a story: `pg_ident.conf` with these lines. */
export const identLines =
  (...lines: readonly string[]) =>
  async (cluster: TestCluster): Promise<void> => {
    writeFileSync(path.join(cluster.dataDirectory, 'pg_ident.conf'), `${lines.join('\n')}\n`);
    await cluster.reload();
  };
