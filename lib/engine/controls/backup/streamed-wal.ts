import type { ClusterFacts } from '../../analysis/facts.ts';
import type { ReplicationSenderRow } from '../../inventory/sections/replication-senders.ts';
import type { Policy } from '../../policy/policy.ts';
import { isDeclaredAs } from '../roles/approved-role.ts';

/** Base backups (`backup`) and sessions that only begin (`startup`) take no WAL as it is written. */
const takesWal: ReadonlySet<string | null> = new Set(['streaming', 'catchup']);

/**
 * Who takes WAL as it is written and is declared for backups by the policy, as pg_receivewal and Barman do: they archive without
 * `archive_mode` (documentation, pg_receivewal). Anybody with REPLICATION can give itself such a tool's name, so
 * that only the policy tells a backup from a copy. Empty where it was not read: then nothing is known to be streamed.
 */
export function streamedToBackup(cluster: ClusterFacts, policy: Policy): readonly ReplicationSenderRow[] {
  // Not among anybody's `needs`: that archiving is off is seen without it.
  const section = cluster.inventory.cluster['replication-senders'];
  if ('gap' in section) return [];
  return section.rows.filter(
    ({ role, state }) => role !== null && takesWal.has(state) && isDeclaredAs(policy, role, ['backup']),
  );
}
