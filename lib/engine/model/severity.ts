/** How bad a finding is, worst first. The order of this list is the order of every report. */
export const severities = ['critical', 'high', 'medium', 'low', 'info'] as const;

export type Severity = (typeof severities)[number];

/** 0 for `critical`, rising as it gets milder; for sorting and for `--fail-on`. */
export function severityRank(severity: Severity): number {
  return severities.indexOf(severity);
}
