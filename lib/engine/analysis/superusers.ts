import type { ClusterFacts } from './facts.ts';
import { memo } from './memo.ts';

/** Names of the roles with SUPERUSER. Reads `roles`. */
export const superuserNames = memo(
  (cluster: ClusterFacts): ReadonlySet<string> =>
    new Set(
      cluster
        .read('roles')
        .filter((role) => role.superuser)
        .map((role) => role.name),
    ),
);
