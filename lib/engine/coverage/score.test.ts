import { expect, test } from 'vitest';
import { type Random, randomFrom } from '../../testing/random.ts';
import { areas } from '../model/area.ts';
import type { Finding } from '../model/finding.ts';
import { severities } from '../model/severity.ts';
import { type Verdict, type VerdictStatus, verdictStatuses } from '../model/verdict.ts';
import { type ScoredControl, scoreFromLines, scoreOf, severityWeights } from './score.ts';

const finding = (accepted: boolean): Finding => ({
  object: { kind: 'cluster' },
  title: 't',
  evidence: {},
  remedy: { manual: 'm' },
  fingerprint: 'f',
  control: 'c',
  severity: 'high',
  threats: [],
  references: [],
  accepted: accepted ? { reason: 'r', approvedBy: 'a', until: '2030-01-01' } : null,
});

function verdict(control: string, status: VerdictStatus, open = 1, accepted = 0): Verdict {
  const findings =
    status === 'fail'
      ? [
          ...Array.from({ length: open }, () => finding(false)),
          ...Array.from({ length: accepted }, () => finding(true)),
        ]
      : [];
  return { control, status, reason: null, gaps: [], findings };
}

function randomCatalogue(random: Random): readonly ScoredControl[] {
  return Array.from({ length: 1 + random.integer(60) }, (_, index) => ({
    id: `c${index}`,
    area: random.pick(areas),
    severity: random.pick(severities),
  }));
}

const randomVerdict = (random: Random, control: string) =>
  verdict(control, random.pick(verdictStatuses), 1 + random.integer(4), random.integer(3));

/** Every way in which one control can get better, or stay as good. */
function mended(random: Random, before: Verdict): Verdict {
  const good: readonly VerdictStatus[] = ['pass', 'not-applicable'];
  if (before.status !== 'fail') return verdict(before.control, random.pick(good));
  if (before.findings.length > 1 && random.chance(0.5))
    return { ...before, findings: before.findings.slice(1) };
  return verdict(before.control, random.pick(good));
}

test('mending never lowers the score, and breaking never raises it', () => {
  const random = randomFrom(4);
  for (let round = 0; round < 2000; round++) {
    const controls = randomCatalogue(random);
    const before = controls.map((control) => randomVerdict(random, control.id));
    const after = before.map((each) => (random.chance(0.3) ? mended(random, each) : each));
    const [low, high] = [scoreOf(before, controls), scoreOf(after, controls)];
    expect(high.earned).toBeGreaterThanOrEqual(low.earned);
    expect(high.possible).toBe(low.possible);
    expect(high.value ?? 0).toBeGreaterThanOrEqual(low.value ?? 0);
  }
});

test('accepting findings changes nothing, not looking gains nothing', () => {
  const random = randomFrom(5);
  for (let round = 0; round < 500; round++) {
    const controls = randomCatalogue(random);
    const before = controls.map((control) => randomVerdict(random, control.id));
    const accepted = before.map((each) => ({ ...each, findings: each.findings.map(() => finding(true)) }));
    const blind = before.map((each) => (random.chance(0.5) ? verdict(each.control, 'unknown') : each));
    expect(scoreOf(accepted, controls).value).toBe(scoreOf(before, controls).value);
    expect(scoreOf(blind, controls).earned).toBeLessThanOrEqual(scoreOf(before, controls).earned);
  }
});

test('the arithmetic adds up, and what it says would raise it does', () => {
  const random = randomFrom(6);
  for (let round = 0; round < 300; round++) {
    const controls = randomCatalogue(random);
    const verdicts = controls.map((control) => randomVerdict(random, control.id));
    const score = scoreOf(verdicts, controls);
    const { missing, areas: parts } = score;
    expect(score.earned + missing.failing + missing.unknown + missing.waiting).toBe(score.possible);
    expect(parts.reduce((total, part) => total + part.earned, 0)).toBe(score.earned);
    expect(parts.reduce((total, part) => total + part.possible, 0)).toBe(score.possible);
    expect(score.value).toBe(Math.floor((1000 * score.earned) / score.possible) / 10);
    expect(scoreFromLines(score.lines)).toEqual(score);
    const [first] = score.raises;
    if (!first) continue;
    const better = verdicts.map((each) =>
      each.control === first.control ? verdict(first.control, 'pass') : each,
    );
    expect(scoreOf(better, controls).earned).toBe(score.earned + first.points);
  }
});

test('100 is all of it, a control nobody judged is unknown, no control is no score', () => {
  const controls: readonly ScoredControl[] = [
    { id: 'a', area: 'rows', severity: 'critical' },
    { id: 'b', area: 'roles', severity: 'info' },
  ];
  expect(scoreOf([verdict('a', 'pass'), verdict('b', 'not-applicable')], controls)).toMatchObject({
    value: 100,
    nothingToGuard: severityWeights.info,
  });
  expect(scoreOf([verdict('a', 'pass')], controls)).toMatchObject({
    value: 95.2,
    missing: { failing: 0, unknown: severityWeights.info, waiting: 0 },
    raises: [{ control: 'b', points: severityWeights.info }],
  });
  expect(scoreOf([], []).value).toBeNull();
});

test('what has nothing to guard because its prerequisite fails earns nothing until that is mended', () => {
  const controls: readonly ScoredControl[] = [
    { id: 'archiving', area: 'backup', severity: 'medium' },
    { id: 'archiver', area: 'backup', severity: 'high' },
  ];
  const needs = (id: string) => (id === 'archiver' ? 'archiving' : null);
  const of = (first: VerdictStatus, second: VerdictStatus) =>
    scoreOf([verdict('archiving', first), verdict('archiver', second)], controls, needs);
  const off = of('fail', 'not-applicable');
  expect(off).toMatchObject({
    earned: 0,
    nothingToGuard: 0,
    missing: { failing: 5, unknown: 0, waiting: 10 },
  });
  expect(off.lines[0]).toMatchObject({ control: 'archiver', waitsFor: 'archiving' });
  expect(off.raises.map((one) => one.control)).toEqual(['archiving']);
  expect(of('pass', 'fail').earned).toBeGreaterThan(off.earned);
  expect(of('pass', 'not-applicable').value).toBe(100);
});

test('what may have more to guard once another control is mended earns only after that', () => {
  const controls: readonly ScoredControl[] = [
    { id: 'protected', area: 'rows', severity: 'medium' },
    { id: 'ways-past', area: 'rows', severity: 'high' },
  ];
  const widens = (id: string) => (id === 'ways-past' ? 'protected' : null);
  const of = (first: VerdictStatus, second: VerdictStatus) =>
    scoreOf([verdict('protected', first), verdict('ways-past', second)], controls, () => null, widens);
  const open = of('fail', 'pass');
  expect(open).toMatchObject({ earned: 0, missing: { failing: 5, unknown: 0, waiting: 10 } });
  expect(open.raises.map((one) => one.control)).toEqual(['protected']);
  // Protecting the tables brings to light what goes past it, and costs nothing.
  expect(of('pass', 'fail').earned).toBeGreaterThan(open.earned);
  // Closing the way first earns nothing yet, and is not said to.
  expect(of('fail', 'fail').raises.map((one) => one.control)).toEqual(['protected']);
  expect(of('pass', 'pass').value).toBe(100);
  // Nobody has said what needs protection: what holds is believed.
  expect(of('unknown', 'pass').earned).toBe(10);
});
