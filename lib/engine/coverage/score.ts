import { type Area, areas } from '../model/area.ts';
import { compareText } from '../model/compare-text.ts';
import type { Severity } from '../model/severity.ts';
import type { Verdict, VerdictStatus } from '../model/verdict.ts';
import { prerequisiteOf, widenedBy } from './prerequisites.ts';

/** What the score needs to know of a control. */
export interface ScoredControl {
  readonly id: string;
  readonly area: Area;
  readonly severity: Severity;
}

/** What the score needs to know of a verdict. */
export type ScoredVerdict = Pick<Verdict, 'control' | 'status'> & {
  readonly findings: { readonly length: number };
};

/** What each control is worth, by the severity it declares: a step in severity is worth about twice the one below it. */
export const severityWeights: Readonly<Record<Severity, number>> = {
  critical: 20,
  high: 10,
  medium: 5,
  low: 2,
  info: 1,
};

/** One line of the arithmetic. */
export interface ScoreLine {
  readonly control: string;
  readonly area: Area;
  readonly severity: Severity;
  readonly status: VerdictStatus;
  readonly weight: number;
  /** The whole weight, or 0. */
  readonly earned: number;
  /** Findings that keep it from earning, accepted ones included. */
  readonly findings: number;
  /** The control that does not hold and without which this one has nothing to guard, or not yet all: then it earns nothing. */
  readonly waitsFor: string | null;
}

export interface ScoreSum {
  readonly earned: number;
  readonly possible: number;
}

/** How well a cluster does, with its arithmetic: `value` is `earned / possible`, in percent. */
export interface Score extends ScoreSum {
  /** 0 to 100 with one decimal, rounded down so that 100 means all of it; null where there is no control. */
  readonly value: number | null;
  readonly areas: readonly (ScoreSum & { readonly area: Area })[];
  /** Of the weight that is not earned, why not. */
  readonly missing: { readonly failing: number; readonly unknown: number; readonly waiting: number };
  /** Of what is earned, how much because there is nothing to guard. */
  readonly nothingToGuard: number;
  /** One per control, sorted by id. */
  readonly lines: readonly ScoreLine[];
  /** What would raise it most: the unearned lines, heaviest first, then those with fewest findings. */
  readonly raises: readonly { readonly control: string; readonly points: number }[];
}

/** `earned` of `possible` in percent with one decimal, rounded down; null of nothing. */
export function percent({ earned, possible }: ScoreSum): number | null {
  return possible === 0 ? null : Math.floor((earned * 1000) / possible) / 10;
}

const sum = (lines: readonly ScoreLine[]): ScoreSum => ({
  earned: lines.reduce((total, line) => total + line.earned, 0),
  possible: lines.reduce((total, line) => total + line.weight, 0),
});

/**
 * The score of a set of verdicts (docs/score.md). A control that passes, or that has nothing to guard, earns its whole
 * weight; one that fails or is unknown earns nothing, also where its findings are accepted. `possible` is the same for
 * every state of a cluster, so that the score can only fall when some control gets worse: mending never lowers it. A
 * control that has nothing to guard because its prerequisite does not hold earns nothing either: mending that may bring
 * its failure to light; so does one that holds while a control fails whose mending may give it more to guard. A control
 * without a verdict is unknown.
 */
export function scoreOf(
  verdicts: readonly ScoredVerdict[],
  controls: readonly ScoredControl[],
  needs: (control: string) => string | null = prerequisiteOf,
  widens: (control: string) => string | null = widenedBy,
): Score {
  const judged = new Map(verdicts.map((verdict) => [verdict.control, verdict]));
  const unmet = (id: string | null) => {
    const status = id === null ? 'pass' : (judged.get(id)?.status ?? 'unknown');
    return status === 'fail' || status === 'unknown' ? id : null;
  };
  const failing = (id: string | null) => (id !== null && judged.get(id)?.status === 'fail' ? id : null);
  const lines = [...controls]
    .sort((a, b) => compareText(a.id, b.id))
    .map(({ id, area, severity }): ScoreLine => {
      const verdict = judged.get(id);
      const status = verdict?.status ?? 'unknown';
      const weight = severityWeights[severity];
      const findings = verdict?.findings.length ?? 0;
      // One that fails waits too: mended, it would earn nothing yet.
      const waitsFor = (status === 'not-applicable' ? unmet(needs(id)) : null) ?? failing(widens(id));
      const holds = (status === 'pass' || status === 'not-applicable') && waitsFor === null;
      return { control: id, area, severity, status, weight, earned: holds ? weight : 0, findings, waitsFor };
    });
  return scoreFromLines(lines);
}

/** The same from the entries of a scan's JSON: for results from before there was a score. */
export function scoreOfEntries(
  entries: readonly {
    readonly id: string;
    readonly area: string;
    readonly severity: Severity;
    readonly status: VerdictStatus;
    readonly findings: number;
  }[],
): Score {
  const verdicts = entries.map(({ id, status, findings }) => ({
    control: id,
    status,
    findings: { length: findings },
  }));
  const controls = entries.map(({ id, area, severity }) => ({
    id,
    area: areas.find((one) => one === area) ?? 'configuration',
    severity,
  }));
  return scoreOf(verdicts, controls);
}

/** The same from lines that were kept. */
export function scoreFromLines(lines: readonly ScoreLine[]): Score {
  const whole = sum(lines);
  const unearned = lines.filter((line) => line.earned === 0);
  const lost = (status: VerdictStatus) => sum(unearned.filter((line) => line.status === status)).possible;
  return {
    value: percent(whole),
    ...whole,
    areas: areas
      .map((area) => ({ area, ...sum(lines.filter((line) => line.area === area)) }))
      .filter((one) => one.possible > 0),
    missing: {
      failing: lost('fail'),
      unknown: lost('unknown'),
      waiting: lost('not-applicable') + lost('pass'),
    },
    nothingToGuard: sum(lines.filter((line) => line.status === 'not-applicable')).earned,
    lines,
    raises: unearned
      .filter((line) => line.waitsFor === null)
      .sort(
        (a, b) =>
          b.weight - a.weight ||
          Number(a.status === 'unknown') - Number(b.status === 'unknown') ||
          a.findings - b.findings ||
          compareText(a.control, b.control),
      )
      .map((line) => ({ control: line.control, points: line.weight })),
  };
}
