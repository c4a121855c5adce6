import type { Change } from '../model/change.ts';
import { compareText } from '../model/compare-text.ts';
import type { Finding } from '../model/finding.ts';
import { type Severity, severityRank } from '../model/severity.ts';
import { cellsOf } from './change-cells.ts';
import type { Plan } from './plan.ts';

/** What one finding's changes close besides it. */
export interface FixFirst {
  /** The finding whose changes these are. */
  readonly finding: string;
  readonly changes: readonly Change[];
  /** Fingerprints of every finding that is closed by them, itself included, worst first. */
  readonly closes: readonly string[];
  readonly worst: Severity;
}

const weights: Readonly<Record<Severity, number>> = {
  critical: 1000,
  high: 100,
  medium: 10,
  low: 1,
  info: 0,
};

interface Candidate {
  readonly finding: Finding;
  readonly changes: readonly Change[];
  readonly cells: ReadonlySet<string>;
}

const cellText = (change: Change) => cellsOf(change).map(({ what, to }) => `${what}=${to}`);

/** Of each finding's own plan, the changes; findings without any (manual) are closed by nothing here. */
function candidatesOf(findings: readonly Finding[], plans: ReadonlyMap<string, Plan>): readonly Candidate[] {
  return findings.flatMap((finding) => {
    const plan = plans.get(finding.fingerprint);
    if (finding.accepted !== null || plan === undefined || plan.changes.length === 0) return [];
    return [{ finding, changes: plan.changes, cells: new Set(plan.changes.flatMap(cellText)) }];
  });
}

/**
 * Which change closes most: for each distinct set of changes the open findings whose own changes are all among them, weighed by
 * severity, best first. `plans` are those of single findings, by fingerprint. What a change closes beyond that (because one
 * grant is seen by several controls) the impact tells, which judges what will be.
 */
export function fixFirst(
  findings: readonly Finding[],
  plans: ReadonlyMap<string, Plan>,
): readonly FixFirst[] {
  const candidates = candidatesOf(findings, plans);
  const byCell = new Map<string, Candidate[]>();
  for (const candidate of candidates)
    for (const cell of candidate.cells) {
      const known = byCell.get(cell);
      if (known) known.push(candidate);
      else byCell.set(cell, [candidate]);
    }
  const seen = new Set<string>();
  const ranked: (FixFirst & { readonly weight: number })[] = [];
  for (const { finding, changes, cells } of candidates) {
    const key = [...cells].sort().join('\0');
    if (seen.has(key)) continue;
    seen.add(key);
    // Whoever is closed shares at least one cell: no need to look at the others.
    const near = new Set([...cells].flatMap((cell) => byCell.get(cell) ?? []));
    const closed = [...near]
      .filter((other) => [...other.cells].every((cell) => cells.has(cell)))
      .map((other) => other.finding)
      .sort(
        (a, b) =>
          severityRank(a.severity) - severityRank(b.severity) || compareText(a.fingerprint, b.fingerprint),
      );
    ranked.push({
      finding: finding.fingerprint,
      changes,
      closes: closed.map((one) => one.fingerprint),
      worst: closed[0]?.severity ?? finding.severity,
      weight: closed.reduce((sum, one) => sum + weights[one.severity], 0),
    });
  }
  return ranked
    .sort(
      (a, b) => b.weight - a.weight || b.closes.length - a.closes.length || compareText(a.finding, b.finding),
    )
    .map(({ weight: _, ...one }) => one);
}
