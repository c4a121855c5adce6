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
  readonly cells: ReadonlySet<string>;
}

const cellText = (change: Change) => cellsOf(change).map(({ what, to }) => `${what}=${to}`);

/** Of each open finding, the changes of its remedy; findings without any (by hand) are closed by nothing here. */
function candidatesOf(findings: readonly Finding[]): readonly Candidate[] {
  return findings.flatMap((finding) => {
    if (finding.accepted !== null || 'manual' in finding.remedy) return [];
    const cells = new Set(finding.remedy.changes.flatMap(cellText));
    return cells.size === 0 ? [] : [{ finding, cells }];
  });
}

export interface FixFirstOptions {
  /** What mends one finding; asked only for the changes that are answered, so that thousands of plans are never made. */
  readonly planOf: (finding: Finding) => Plan;
  /** Findings that a change has to close. */
  readonly atLeast: number;
  /** Changes answered. */
  readonly most: number;
}

/**
 * Which change closes most: for each distinct set of changes the open findings whose own changes are all among them, weighed by
 * severity, best first. A set that no plan can be made of is left out. What a change closes beyond that (because one grant is
 * seen by several controls) the impact tells, which judges what will be.
 */
export function fixFirst(
  findings: readonly Finding[],
  { planOf, atLeast, most }: FixFirstOptions,
): readonly FixFirst[] {
  const candidates = candidatesOf(findings);
  const byCell = new Map<string, Candidate[]>();
  for (const candidate of candidates)
    for (const cell of candidate.cells) {
      const known = byCell.get(cell);
      if (known) known.push(candidate);
      else byCell.set(cell, [candidate]);
    }
  const seen = new Set<string>();
  const ranked: (Omit<FixFirst, 'changes'> & { readonly of: Finding; readonly weight: number })[] = [];
  for (const { finding, cells } of candidates) {
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
    if (closed.length < atLeast) continue;
    ranked.push({
      of: finding,
      finding: finding.fingerprint,
      closes: closed.map((one) => one.fingerprint),
      worst: closed[0]?.severity ?? finding.severity,
      weight: closed.reduce((sum, one) => sum + weights[one.severity], 0),
    });
  }
  ranked.sort(
    (a, b) => b.weight - a.weight || b.closes.length - a.closes.length || compareText(a.finding, b.finding),
  );
  const first: FixFirst[] = [];
  for (const { of, weight: _, ...one } of ranked) {
    if (first.length === most) break;
    const { changes } = planOf(of);
    if (changes.length > 0) first.push({ ...one, changes });
  }
  return first;
}
