import type { TestCluster } from './cluster.ts';

/** The way in of the tests themselves: the socket. It is no network rule. */
export const socketRule = 'local all all trust';

export const hbaText = (...rules: readonly string[]): string => `${[socketRule, ...rules].join('\n')}\n`;

/** A step of a story: `pg_hba.conf` with these rules after the socket's. */
export const hbaLines =
  (...rules: readonly string[]) =>
  (cluster: TestCluster): Promise<void> =>
    cluster.setHba(hbaText(...rules));

/** A rule as an object that a story expects or must not see. */
export const rule = (text: string) => ({ kind: 'hba-rule', rule: text }) as const;
