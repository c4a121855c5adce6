import type { WriteSession } from '../../connect/write-session.ts';
import type { Inventory } from '../../inventory/inventory.ts';

/** Why this is not the server the plan was made on; null where it is. */
export function otherServer({ identity }: WriteSession, { server }: Inventory): string | null {
  if (identity.systemIdentifier !== server.systemIdentifier)
    return 'this is another server than the one the plan was made on';
  if (Math.trunc(identity.versionNum / 10_000) !== Math.trunc(server.versionNum / 10_000))
    return 'the server was upgraded since the plan was made';
  return null;
}
