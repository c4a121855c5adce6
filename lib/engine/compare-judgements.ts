import type { Coverage } from './coverage/coverage.ts';
import { compareText } from './model/compare-text.ts';
import type { Finding } from './model/finding.ts';
import { objectText } from './model/object-text.ts';
import type { Severity } from './model/severity.ts';
import { severityRank } from './model/severity.ts';
import type { VerdictStatus } from './model/verdict.ts';
import type { ScanResult } from './scan-result.ts';

export interface ChangedFinding {
  readonly fingerprint: string;
  readonly control: string;
  readonly severity: Severity;
  readonly title: string;
  readonly object: string;
}

type ThreatStatus = Coverage['threats'][number]['status'];

/** What another policy makes of the same snapshot. Everything that stays as it is is left out. */
export interface JudgementChange {
  readonly verdicts: readonly {
    readonly control: string;
    readonly before: VerdictStatus;
    readonly after: VerdictStatus;
  }[];
  /** Findings that count afterwards and did not before: new ones, and those no longer accepted. Worst first. */
  readonly opened: readonly ChangedFinding[];
  /** Findings that counted before and do not afterwards; `accepted`: still there, and accepted. */
  readonly closed: readonly (ChangedFinding & { readonly accepted: boolean })[];
  readonly threats: readonly {
    readonly id: string;
    readonly title: string;
    readonly before: ThreatStatus | null;
    readonly after: ThreatStatus | null;
  }[];
  /** Open decisions, by id. */
  readonly decided: readonly string[];
  readonly undecided: readonly string[];
}

const findingsOf = ({ verdicts }: ScanResult) =>
  new Map(
    verdicts.flatMap(({ findings }) => findings.map((finding) => [finding.fingerprint, finding] as const)),
  );

const shown = ({ fingerprint, control, severity, title, object }: Finding): ChangedFinding => ({
  fingerprint,
  control,
  severity,
  title,
  object: objectText(object),
});

const worstFirst = (a: ChangedFinding, b: ChangedFinding) =>
  severityRank(a.severity) - severityRank(b.severity) || compareText(a.fingerprint, b.fingerprint);

/** Holds two judgements of one snapshot against each other. */
export function compareJudgements(before: ScanResult, after: ScanResult): JudgementChange {
  const [earlier, later] = [findingsOf(before), findingsOf(after)];
  const counts = (finding: Finding | undefined) => finding !== undefined && finding.accepted === null;
  const statusBefore = new Map(before.verdicts.map(({ control, status }) => [control, status]));
  const threatsBefore = new Map(before.coverage.threats.map((threat) => [threat.id, threat]));
  const threatsAfter = new Map(after.coverage.threats.map((threat) => [threat.id, threat]));
  const asked = ({ decisions }: ScanResult) => decisions.map((decision) => decision.id);
  return {
    verdicts: after.verdicts.flatMap(({ control, status }) => {
      const was = statusBefore.get(control);
      return was === undefined || was === status ? [] : [{ control, before: was, after: status }];
    }),
    opened: [...later.values()]
      .filter((finding) => counts(finding) && !counts(earlier.get(finding.fingerprint)))
      .map(shown)
      .sort(worstFirst),
    closed: [...earlier.values()]
      .filter((finding) => counts(finding) && !counts(later.get(finding.fingerprint)))
      .map((finding) => ({ ...shown(finding), accepted: later.has(finding.fingerprint) }))
      .sort(worstFirst),
    threats: [...new Map([...threatsBefore, ...threatsAfter]).values()].flatMap(({ id, title }) => {
      const [was, is] = [threatsBefore.get(id)?.status ?? null, threatsAfter.get(id)?.status ?? null];
      return was === is ? [] : [{ id, title, before: was, after: is }];
    }),
    decided: asked(before).filter((id) => !asked(after).includes(id)),
    undecided: asked(after).filter((id) => !asked(before).includes(id)),
  };
}
