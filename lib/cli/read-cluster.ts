import { randomUUID } from 'node:crypto';
import { type CollectOptions, collect } from '../engine/inventory/collect.ts';
import type { Inventory } from '../engine/inventory/inventory.ts';
import type { Policy } from '../engine/policy/policy.ts';
import { scan } from '../engine/scan.ts';
import type { ScanResult } from '../engine/scan-result.ts';
import { type Connection, collectOptions } from './connection-arguments.ts';
import type { Context } from './context.ts';
import { progressBar } from './progress-bar.ts';

async function withProgress<Answer>(
  context: Context,
  work: (onProgress: CollectOptions['onProgress']) => Promise<Answer>,
): Promise<Answer> {
  const bar = progressBar(context.stderr);
  try {
    return await work(bar.onProgress);
  } finally {
    await bar.clear();
  }
}

/** The snapshot, with progress on a terminal. Throws `ConnectFailure`. */
export function readCluster(connection: Connection, context: Context): Promise<Inventory> {
  return withProgress(context, (onProgress) =>
    collect(connection.target, {
      ...collectOptions(connection, context, onProgress),
      now: context.now().toISOString(),
    }),
  );
}

/** A whole scan, with progress on a terminal. Throws `ConnectFailure`. */
export function scanCluster(connection: Connection, policy: Policy, context: Context): Promise<ScanResult> {
  return withProgress(context, (onProgress) =>
    scan(connection.target, policy, {
      ...collectOptions(connection, context, onProgress),
      id: randomUUID(),
      toolVersion: context.toolVersion,
      now: context.now,
    }),
  );
}
