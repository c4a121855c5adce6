import type { Finding } from '../engine/model/finding.ts';
import { loadScriptParser } from '../engine/remediation/check-script.ts';
import { handOff } from '../engine/remediation/handoff/hand-off.ts';
import type { HandOffFile, HandOffFormat } from '../engine/remediation/handoff/hand-off-file.ts';
import { NotHandedOff } from '../engine/remediation/handoff/not-handed-off.ts';
import type { Plan } from '../engine/remediation/plan.ts';
import { cautionsOf } from './cautions.ts';
import { unusable } from './command-failure.ts';

/** What a plan is about: the title of its finding, or how many there are of which control. */
function titleOf(all: readonly Finding[], plan: Plan): string {
  const findings = all.filter((finding) => plan.findings.includes(finding.fingerprint));
  const [first] = findings;
  if (first === undefined) return 'A remediation';
  return findings.length === 1 ? first.title : `${first.control}: ${findings.length} findings`;
}

/**
 * The migrations of several plans, in their order. Throws `CommandFailure` (2) where one of them cannot be handed off: half
 * of a remediation would look like the whole.
 */
export async function handOffPlans(
  findings: readonly Finding[],
  plans: readonly Plan[],
  format: HandOffFormat,
  now: Date,
): Promise<readonly HandOffFile[]> {
  await loadScriptParser();
  try {
    // Apart in time, parts of a plan have seconds between them: tools order migrations by it.
    return plans.flatMap((plan, index) => {
      const at = new Date(now.getTime() + index * 60_000);
      return handOff(format, {
        plan,
        title: titleOf(findings, plan),
        at,
        cautions: cautionsOf(plan, findings),
      });
    });
  } catch (error) {
    if (error instanceof NotHandedOff) throw unusable(`it cannot be handed off: ${error.message}`);
    throw error;
  }
}
