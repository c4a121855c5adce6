import type { Severity } from '#lib/engine/model/severity.ts';
import type { FleetTarget } from '#lib/service/fleet/list-fleet.ts';

/** Open findings of the whole fleet by severity; targets without a result add nothing, and stand under what is unknown. */
export function fleetSeverities(fleet: readonly FleetTarget[]): Record<Severity, number> {
  const sum = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  for (const { result } of fleet) {
    if (result === null) continue;
    const { critical, high, medium, low, info } = result.summary.findings;
    sum.critical += critical;
    sum.high += high;
    sum.medium += medium;
    sum.low += low;
    sum.info += info;
  }
  return sum;
}
