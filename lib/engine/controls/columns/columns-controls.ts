import { publicColumnGrants } from './public-column-grants.ts';

export const columnsControls = [publicColumnGrants] as const;
