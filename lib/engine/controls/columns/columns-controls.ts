import { publicColumnGrants } from './public-column-grants.ts';

/** Controls on sensitive columns. */
export const columnsControls = [publicColumnGrants] as const;
