import type { ShownExecution } from '#lib/service/remediation/execution-view.ts';

/** Whether a run is still under way. */
export const isLive = ({ state }: Pick<ShownExecution, 'state'>): boolean =>
  state === 'intent' || state === 'running' || state === 'committing';
