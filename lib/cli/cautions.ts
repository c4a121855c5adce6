import { controlById } from '../engine/controls/registry.ts';
import type { Finding } from '../engine/model/finding.ts';
import type { Plan } from '../engine/remediation/plan.ts';

/** What mending may break, a sentence for each control whose findings the plan mends. */
export function cautionsOf(plan: Plan, findings: readonly Finding[]): readonly string[] {
  const controls = findings
    .filter((finding) => plan.findings.includes(finding.fingerprint))
    .map((finding) => controlById(finding.control));
  return [...new Set(controls.flatMap((control) => (control ? [control.caution] : [])))].map(
    (caution) => `Before you mend it: ${caution}`,
  );
}
