import type { ShownTab } from './remediation-states.ts';

/** What the queue shows; the empty string is no filter. */
export interface QueueFilter {
  readonly tab: ShownTab;
  readonly target: string;
  readonly severity: string;
  readonly person: string;
}

/** The address of the queue with this filter, defaults left out. */
export function queueHref(filter: QueueFilter, page = 1): string {
  const parameters = new URLSearchParams();
  if (filter.tab !== 'waits') parameters.set('tab', filter.tab);
  for (const name of ['target', 'severity', 'person'] as const)
    if (filter[name] !== '') parameters.set(name, filter[name]);
  if (page > 1) parameters.set('page', String(page));
  const text = parameters.toString();
  return text === '' ? '/remediation' : `/remediation?${text}`;
}
