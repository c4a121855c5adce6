import { piiColumnBroadAccess } from './pii-column-broad-access.ts';
import { piiColumnUnclassified } from './pii-column-unclassified.ts';
import { publicColumnGrants } from './public-column-grants.ts';

/** Controls on sensitive columns. */
export const columnsControls = [piiColumnBroadAccess, piiColumnUnclassified, publicColumnGrants] as const;
