import type { ControlDetail } from '#components/coverage/control-detail.ts';
import type { VerdictOverview } from '#lib/service/coverage/get-coverage.ts';
import { catalogue } from './control-catalogue.ts';

/** What stands behind each control: its catalogue entry and its verdict. */
export function controlDetails(verdicts: readonly VerdictOverview[]): readonly ControlDetail[] {
  return verdicts.map((verdict) => {
    const entry = catalogue.get(verdict.control);
    return {
      id: verdict.control,
      // A result may be older than the catalogue: a control that has gone since is shown by its id.
      title: entry?.title ?? verdict.control,
      area: entry?.area ?? 'configuration',
      severity: entry?.severity ?? 'info',
      rationale: entry?.rationale ?? '',
      references: entry?.references ?? [],
      status: verdict.status,
      reason: verdict.reason,
      gaps: verdict.gaps,
      findings: verdict.findings,
    };
  });
}
