import { piiColumnBroadAccess } from './pii-column-broad-access.ts';
import { publicColumnGrants } from './public-column-grants.ts';

/** Controls on sensitive columns. */
export const columnsControls = [piiColumnBroadAccess, publicColumnGrants] as const;
