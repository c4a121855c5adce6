import { piiColumnBroadAccess } from './pii-column-broad-access.ts';
import { piiColumnUnclassified } from './pii-column-unclassified.ts';
import { publicColumnGrants } from './public-column-grants.ts';
import { retentionColumnUsable } from './retention-column-usable.ts';
import { retentionStated } from './retention-stated.ts';

/** Controls on sensitive columns. */
export const columnsControls = [
  piiColumnBroadAccess,
  piiColumnUnclassified,
  publicColumnGrants,
  retentionColumnUsable,
  retentionStated,
] as const;
