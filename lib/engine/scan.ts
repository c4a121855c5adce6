import { ConnectFailure } from './connect/connect-failure.ts';
import type { ConnectionTarget } from './connect/connection-target.ts';
import { type CollectOptions, collect } from './inventory/collect.ts';
import { type JudgeOptions, judge } from './judge.ts';
import type { Policy } from './policy/policy.ts';
import { loadScriptParser } from './remediation/check-script.ts';
import type { ScanResult } from './scan-result.ts';

export type ScanOptions = Omit<CollectOptions, 'now' | 'substrate'> & Omit<JudgeOptions, 'startedAt'>;

/**
 * One scan: connect, read, judge, cover, plan. `onProgress` is called after each section that was read; `signal` ends it.
 * Throws `ConnectFailure` where the cluster could not be reached or read; there is no partial result.
 */
export async function scan(
  target: ConnectionTarget,
  policy: Policy,
  options: ScanOptions,
): Promise<ScanResult> {
  const { id, toolVersion, now, ...collecting } = options;
  const startedAt = now().toISOString();
  const substrate = policy.system?.substrate;
  // Meanwhile the process waits for the server most of the time. What fails here is said by `judge`, which waits for it.
  loadScriptParser().catch(() => undefined);
  const inventory = await collect(target, {
    ...collecting,
    ...(substrate ? { substrate } : {}),
    now: startedAt,
  });
  if (options.signal?.aborted) throw new ConnectFailure('cancelled');
  return judge(inventory, policy, { id, toolVersion, now, startedAt });
}
