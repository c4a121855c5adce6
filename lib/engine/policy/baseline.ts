import type { BaselineApproval } from '../model/finding.ts';
import { isExactly, type NamedFinding } from './exception-object.ts';
import type { Policy } from './policy.ts';

/**
 * The policy's baseline that approves this very row of a control's result, or null. `evidence` is the digest of what was
 * seen: where the baseline holds one for the row, the row must still look like that.
 */
export function baselineFor(
  finding: NamedFinding & { readonly control: string },
  evidence: string,
  policy: Policy,
): BaselineApproval | null {
  for (const { control, objects, evidence: approved, reason, approvedBy } of policy.baselines ?? []) {
    if (control !== finding.control) continue;
    const named = objects.filter((object) => isExactly(object, finding));
    if (named.some((object) => (approved?.[object] ?? evidence) === evidence)) return { reason, approvedBy };
  }
  return null;
}
