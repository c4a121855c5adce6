import type { BoundHolders } from '../../analysis/row-security/row-bypass.ts';

/** Everybody who can go one of these ways, now or after a SET ROLE. Sorted. */
export function whoGoes(ways: readonly BoundHolders[]): string[] {
  return [...new Set(ways.flatMap(({ roles, afterSetRole }) => [...roles, ...afterSetRole]))].sort();
}
