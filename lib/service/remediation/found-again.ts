import { evaluate } from '../../engine/controls/evaluate.ts';
import { registry } from '../../engine/controls/registry.ts';
import type { Finding } from '../../engine/model/finding.ts';
import type { OpenSnapshot } from '../snapshot/open-snapshot.ts';

const nobody = () => null;

/** Findings as the engine finds them in the last good snapshot: with what would mend them, which no table keeps. */
export function foundAgain(
  { facts, policy }: Pick<OpenSnapshot, 'facts' | 'policy'>,
  chosen: readonly { readonly fingerprint: string; readonly control: string }[],
): readonly Finding[] {
  const wanted = new Set(chosen.map((one) => one.fingerprint));
  const names = new Set(chosen.map((one) => one.control));
  const controls = registry.filter((control) => names.has(control.id));
  return evaluate(controls, facts, policy, nobody, nobody)
    .flatMap((verdict) => verdict.findings)
    .filter((finding) => wanted.has(finding.fingerprint));
}
