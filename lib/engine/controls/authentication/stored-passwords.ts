import type { ClusterFacts } from '../../analysis/facts.ts';
import { protectedParameter } from '../../analysis/parameter.ts';
import type { SettingRow } from '../../inventory/sections/settings.ts';
import type { CheckResult } from '../control.ts';
import { judgeHba } from '../hba-finding.ts';

/** Methods that compare with the password PostgreSQL itself stores. */
const checksStored = new Set(['scram-sha-256', 'md5', 'password']);

/**
 * Judges what guards stored passwords where some rule lets them in over the network. `judge` gets the settings that name
 * preloaded libraries, server-wide and for sessions: such guards are libraries.
 */
export function judgeStoredPasswords(
  cluster: ClusterFacts,
  judge: (shared: SettingRow, session: SettingRow) => CheckResult,
): CheckResult {
  return judgeHba(cluster, (hba) => {
    if (!hba.rules.some((rule) => rule.accepts && rule.remote && checksStored.has(rule.method)))
      return {
        outcome: 'not-applicable',
        reason: 'no rule lets anybody in over the network by a password PostgreSQL stores',
      };
    const shared = protectedParameter(cluster, 'shared_preload_libraries');
    const session = protectedParameter(cluster, 'session_preload_libraries');
    if (!shared || !session)
      return { outcome: 'unknown', reason: 'the server did not show its preloaded libraries' };
    return judge(shared, session);
  });
}
