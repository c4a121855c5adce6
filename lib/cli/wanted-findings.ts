import { controlById } from '../engine/controls/registry.ts';
import type { Finding } from '../engine/model/finding.ts';
import type { ScanResult } from '../engine/scan-result.ts';
import type { Arguments } from './arguments.ts';
import { unusable } from './command-failure.ts';

/** One finding by its fingerprint, or all findings of a control. */
export type Wanted = { readonly finding: string } | { readonly control: string };

export const wantedOptions = { finding: { type: 'string' }, control: { type: 'string' } } as const;

/** Throws `CommandFailure` (2) unless exactly one of the two is given, and the control exists. */
export function wantedFrom(given: Arguments): Wanted {
  const [finding, control] = [given.text('finding'), given.text('control')];
  if (finding !== undefined && control === undefined) return { finding };
  if (finding === undefined && control !== undefined) {
    if (controlById(control) === null) throw unusable(`there is no control "${control}"`);
    return { control };
  }
  throw unusable('give either --finding or --control');
}

/** Throws `CommandFailure` (2) where a finding was named that is not there. */
export function findingsWanted(result: ScanResult, wanted: Wanted): readonly Finding[] {
  const findings = result.verdicts.flatMap((verdict) => verdict.findings);
  if ('control' in wanted) return findings.filter((one) => one.control === wanted.control);
  const found = findings.filter((one) => one.fingerprint === wanted.finding);
  if (found.length === 0) throw unusable(`there is no finding ${wanted.finding} on this cluster now`);
  return found;
}
