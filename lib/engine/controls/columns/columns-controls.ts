import { piiColumnBroadAccess } from './pii-column-broad-access.ts';
import { publicColumnGrants } from './public-column-grants.ts';

export const columnsControls = [piiColumnBroadAccess, publicColumnGrants] as const;
