import { collect } from '../engine/inventory/collect.ts';
import type { Inventory } from '../engine/inventory/inventory.ts';
import { type Connection, collectOptions } from './connection-arguments.ts';
import type { Context } from './context.ts';
import { withProgress } from './with-progress.ts';

/** The snapshot, with progress on a terminal. Throws `ConnectFailure`. Apart from `scanCluster`: no control is loaded for it. */
export function readCluster(connection: Connection, context: Context): Promise<Inventory> {
  return withProgress(context, (onProgress) =>
    collect(connection.target, {
      ...collectOptions(connection, context, onProgress),
      now: context.now().toISOString(),
    }),
  );
}
