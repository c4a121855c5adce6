import type { Severity } from '#lib/engine/model/severity.ts';

const known: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];

/** A stored severity; one that is not known counts as the worst. */
export function asSeverity(text: string): Severity {
  return known.find((severity) => severity === text) ?? 'critical';
}
