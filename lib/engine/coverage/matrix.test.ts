import { expect, test } from 'vitest';
import type { Finding } from '../model/finding.ts';
import type { Verdict, VerdictStatus } from '../model/verdict.ts';
import { emptyPolicy, type Policy } from '../policy/policy.ts';
import { threatIds } from '../policy/threats/catalogue.ts';
import type { CoverageControl } from './coverage.ts';
import { type ControlEntry, coverageOf } from './matrix.ts';
import { threatStatus } from './row.ts';

const control = (id: string, threats: ControlEntry['threats']): ControlEntry => ({
  id,
  threats,
  area: 'roles',
  enforcedWhere: 'role',
});

function finding(accepted: boolean): Finding {
  return {
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
  };
}

function verdict(
  id: string,
  status: VerdictStatus,
  findings: readonly Finding[] = [],
  reason: string | null = null,
): Verdict {
  return { control: id, status, reason, gaps: [], findings };
}

/** The row of `network-reach` with controls of these statuses. */
function row(statuses: readonly (VerdictStatus | 'accepted')[], policy: Policy = emptyPolicy) {
  const controls = statuses.map((_, index) => control(`c${index}`, ['network-reach']));
  const verdicts = statuses.map((status, index) => {
    if (status === 'accepted') return verdict(`c${index}`, 'fail', [finding(true)]);
    return verdict(`c${index}`, status, status === 'fail' ? [finding(false)] : []);
  });
  const found = coverageOf(verdicts, controls, policy).threats.find(
    (threat) => threat.id === 'network-reach',
  );
  if (!found) throw new Error('row missing');
  return found;
}

test.each<[readonly (VerdictStatus | 'accepted')[], string, string]>([
  [[], 'gap', 'Open: no control stands against it'],
  [['pass', 'pass'], 'covered', 'Low: both controls hold, by configuration, not probed'],
  [['pass', 'not-applicable'], 'covered', 'Low: its control holds, by configuration, not probed'],
  [['not-applicable'], 'covered', 'None here: there is nothing that its controls guard'],
  [['pass', 'fail'], 'partial', 'Reduced: 1 of 2 controls hold or are accepted, 1 finding open'],
  [
    ['pass', 'fail', 'unknown'],
    'partial',
    'Reduced: 1 of 3 controls hold or are accepted, 1 finding open; 1 more is not known',
  ],
  [['fail', 'fail'], 'gap', 'Open: no control holds, 2 findings'],
  [['fail', 'unknown'], 'gap', 'Open: no control holds, 1 finding; 1 more is not known'],
  [['fail', 'not-applicable'], 'gap', 'Open: no control holds, 1 finding'],
  [['pass', 'unknown'], 'unknown', 'Not known: 1 of 2 controls could not be judged'],
  [['accepted', 'unknown'], 'unknown', 'Not known: 1 of 2 controls could not be judged'],
  [['accepted', 'pass'], 'accepted', 'Accepted: 1 control fails only where the risk is accepted'],
  [['accepted', 'fail'], 'partial', 'Reduced: 1 of 2 controls hold or are accepted, 1 finding open'],
])('%j: %s', (statuses, status, residual) => {
  expect(row(statuses)).toMatchObject({ status, residualRisk: residual });
});

test('one failing or unknown control keeps any threat from covered, and worse never looks better', () => {
  const order = ['covered', 'accepted', 'unknown', 'partial', 'gap'];
  const statuses: readonly CoverageControl['status'][] = ['pass', 'accepted', 'unknown', 'fail'];
  const all = statuses.flatMap((a) => statuses.flatMap((b) => statuses.map((c) => [a, b, c] as const)));
  const rank = (three: readonly CoverageControl['status'][]) =>
    order.indexOf(
      threatStatus(
        three.map((status) => ({ status })),
        false,
      ),
    );
  for (const three of all) {
    if (three.includes('fail') || three.includes('unknown')) expect(rank(three)).toBeGreaterThan(0);
    for (const position of [0, 1, 2]) {
      const was = statuses.indexOf(three[position] ?? 'fail');
      for (const worse of statuses.slice(was + 1)) {
        const changed = three.map((status, index) => (index === position ? worse : status));
        expect(rank(changed), `${three} → ${changed}`).toBeGreaterThanOrEqual(rank(three));
      }
    }
  }
});

test('a threat that is set aside is accepted with its reason, whatever its controls say', () => {
  const policy: Policy = { version: 1, threats: { setAside: [{ id: 'network-reach', reason: 'air gap' }] } };
  expect(row([], policy)).toMatchObject({
    status: 'accepted',
    setAside: 'air gap',
    residualRisk: 'Set aside by the policy: air gap',
  });
  expect(row(['fail'], policy).status).toBe('accepted');
});

test('accepted findings do not cover what was not looked at', () => {
  const controls = [control('a', ['network-reach'])];
  const partly = verdict('a', 'fail', [finding(true)], 'relations in shop: not readable');
  expect(
    coverageOf([partly], controls, emptyPolicy).threats.find((threat) => threat.id === 'network-reach')
      ?.status,
  ).toBe('unknown');
});

test('every built-in threat has a row, and a control without a verdict is unknown', () => {
  const coverage = coverageOf([], [control('a', [...threatIds])], emptyPolicy);
  expect(coverage.threats).toHaveLength(threatIds.length);
  expect(new Set(coverage.threats.map((threat) => threat.status))).toEqual(new Set(['unknown']));
});

test("the policy's own threats bring their own controls; a control nobody has is unknown", () => {
  const policy: Policy = {
    version: 1,
    threats: {
      add: [
        { id: 'mine', title: 'Mine', controls: ['a', 'a'] },
        { id: 'none', title: 'None', controls: [] },
        { id: 'lost', title: 'Lost', controls: ['gone'] },
      ],
    },
  };
  const { threats, removableControls } = coverageOf(
    [verdict('a', 'pass')],
    [control('a', []), control('b', [])],
    policy,
  );
  const status = (id: string) => threats.find((threat) => threat.id === id)?.status;
  expect([status('mine'), status('none'), status('lost')]).toEqual(['covered', 'gap', 'unknown']);
  expect(threats.find((threat) => threat.id === 'mine')?.controls).toHaveLength(1);
  expect(removableControls).toEqual(['b']);
});

test('removable are exactly the controls that no threat of the matrix names', () => {
  const controls = [control('z', []), control('y', ['backup-theft']), control('a', [])];
  const aside: Policy = { version: 1, threats: { setAside: [{ id: 'backup-theft', reason: 'x' }] } };
  expect(coverageOf([], controls, aside).removableControls).toEqual(['a', 'z']);
});

test('gaps come first, then by status and id', () => {
  const controls = [control('a', ['backup-theft', 'audit-tampering']), control('b', ['eavesdropping'])];
  const { threats } = coverageOf(
    [verdict('a', 'pass'), verdict('b', 'unknown', [], 'unread')],
    controls,
    emptyPolicy,
  );
  expect(threats.slice(-3).map((threat) => threat.id)).toEqual([
    'eavesdropping',
    'audit-tampering',
    'backup-theft',
  ]);
  const gaps = threats.slice(0, -3).map((threat) => threat.id);
  expect(gaps).toEqual([...gaps].sort());
});

test('verified is what a probe has shown, and only where the control passes', () => {
  const controls = [control('a', ['backup-theft']), control('b', ['backup-theft'])];
  const { threats } = coverageOf(
    [verdict('a', 'pass'), verdict('b', 'fail', [finding(false)])],
    controls,
    emptyPolicy,
    { verified: new Set(['a', 'b']) },
  );
  const cells = threats.find((threat) => threat.id === 'backup-theft')?.controls;
  expect(cells?.map((cell) => cell.verified)).toEqual([true, false]);
});
