import type { RemediationView } from '#lib/service/remediation/remediation-view.ts';

/** Whether a rehearsal is a transaction on the database itself; else a throw-away server stands in for it. */
export const runsOnTarget = ({ kind, script }: Pick<RemediationView, 'kind' | 'script'>): boolean =>
  kind !== 'config' && script.transactional;
