import type { ClusterFacts } from '../analysis/facts.ts';
import { protectedParameter } from '../analysis/parameter.ts';
import { parseConninfo } from '../inventory/redact-conninfo.ts';
import type { CheckResult } from './control.ts';

/**
 * Judges how a standby logs in to its primary: `judge` gets what the inventory keeps of `primary_conninfo`, by keyword.
 * A primary, and a standby that restores from an archive, follow nobody.
 */
export function judgeStandbyConnection(
  cluster: ClusterFacts,
  judge: (pairs: ReadonlyMap<string, string>) => CheckResult,
): CheckResult {
  if (!cluster.inventory.server.inRecovery)
    return { outcome: 'not-applicable', reason: 'this server is a primary: it follows nobody' };
  const row = protectedParameter(cluster, 'primary_conninfo');
  if (!row) return { outcome: 'unknown', reason: 'the server did not show primary_conninfo' };
  if ((row.value ?? '') === '')
    return { outcome: 'not-applicable', reason: 'this standby restores from an archive and follows nobody' };
  const pairs = parseConninfo(row.value ?? '');
  if (pairs) return judge(pairs);
  return {
    outcome: 'unknown',
    reason: 'primary_conninfo is not written in keywords, so all of it is hidden',
  };
}
