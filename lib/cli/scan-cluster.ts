import { randomUUID } from 'node:crypto';
import type { Policy } from '../engine/policy/policy.ts';
import { scan } from '../engine/scan.ts';
import type { ScanResult } from '../engine/scan-result.ts';
import { type Connection, collectOptions } from './connection-arguments.ts';
import type { Context } from './context.ts';
import { withProgress } from './with-progress.ts';

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
