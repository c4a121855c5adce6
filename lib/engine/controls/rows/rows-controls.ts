import { bypassrlsReachable } from './bypassrls-reachable.ts';

export const rowsControls = [bypassrlsReachable] as const;
