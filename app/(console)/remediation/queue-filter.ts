import type { QueueFilter } from '#components/remediation/queue-address.ts';
import type { RemediationQuery } from '#lib/service/remediation/remediation-query.ts';

/** The filter that the address of the queue speaks of. */
export const queueFilter = ({ tab, target, severity, person }: RemediationQuery): QueueFilter => ({
  tab,
  target,
  severity: severity[0] ?? '',
  person,
});
