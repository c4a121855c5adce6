import { expect, test } from 'vitest';
import { firstSeen, type Known, lookedEverywhere, type Seen, seenAgain } from './finding-life.ts';
import { shownState } from './finding-state.ts';

const judgement = { today: '2026-11-21', policyVersion: 4 };
const until = (day: string) => ({ reason: 'on call', approvedBy: 'ciso', until: day });
const approval = { reason: 'the administrators', approvedBy: 'ciso' };
const known = (change: Partial<Known> = {}): Known => ({
  state: 'open',
  accepted: null,
  baselined: false,
  falsePositiveEvidence: null,
  ...change,
});
const seen = (change: Partial<Seen> = {}): Seen => ({
  evidenceDigest: 'same',
  accepted: null,
  baseline: null,
  ...change,
});

const cases: readonly (readonly [string, Known, Seen, string, readonly string[]])[] = [
  ['open stays open', known(), seen(), 'open', []],
  ['a person’s state stays', known({ state: 'in-remediation' }), seen(), 'in-remediation', []],
  ['fixed and back is reopened', known({ state: 'fixed' }), seen(), 'reopened', ['found-again']],
  [
    'fixed and back under a running exception',
    known({ state: 'fixed' }),
    seen({ accepted: until('2027-01-01') }),
    'reopened',
    ['found-again', 'accepted'],
  ],
  [
    'a false positive that looks the same',
    known({ state: 'false-positive', falsePositiveEvidence: 'same' }),
    seen(),
    'false-positive',
    [],
  ],
  [
    'a false positive that looks different',
    known({ state: 'false-positive', falsePositiveEvidence: 'other' }),
    seen(),
    'reopened',
    ['evidence-changed'],
  ],
  ['accepted by the policy', known(), seen({ accepted: until('2027-01-01') }), 'open', ['accepted']],
  [
    'still accepted',
    known({ accepted: until('2027-01-01') }),
    seen({ accepted: until('2027-01-01') }),
    'open',
    [],
  ],
  [
    'renewed',
    known({ accepted: until('2027-01-01') }),
    seen({ accepted: until('2027-06-01') }),
    'open',
    ['acceptance-changed'],
  ],
  ['over', known({ accepted: until('2026-11-20') }), seen(), 'reopened', ['acceptance-over']],
  [
    'removed while it ran, which is said',
    known({ accepted: until('2026-11-21') }),
    seen(),
    'reopened',
    ['acceptance-removed'],
  ],
  ['baselined', known(), seen({ baseline: approval }), 'open', ['baselined']],
  ['still baselined', known({ baselined: true }), seen({ baseline: approval }), 'open', []],
  ['out of the baseline', known({ baselined: true }), seen(), 'reopened', ['baseline-left']],
];

test.each(cases)('%s', (_, before, now, state, actions) => {
  const step = seenAgain(before, now, judgement);
  expect(step.state).toBe(state);
  expect(step.events.map((event) => event.action)).toEqual(actions);
});

test('the first time, with what the policy says about it', () => {
  expect(firstSeen(seen(), judgement)).toEqual({
    state: 'open',
    events: [{ action: 'found', reason: null }],
  });
  const accepted = firstSeen(seen({ accepted: until('2027-01-01') }), judgement);
  expect(accepted.events[1]?.reason).toBe('on call (ciso, until 2027-01-01, policy version 4)');
});

test.each([
  ['pass', null, [], true],
  ['fail', null, [], true],
  ['fail', 'one rule could not be decided', [], false],
  ['fail', null, ['a gap'], false],
  ['unknown', 'hba-rules: refused', ['a gap'], false],
  ['not-applicable', null, [], false],
])('a verdict %s (%s) with gaps %j proves absence: %s', (status, reason, gaps, proves) => {
  expect(lookedEverywhere({ status, reason, gaps })).toBe(proves);
});

test('one name at a time', () => {
  const record = { state: 'open', acceptedUntil: null, baselined: false, present: true };
  const today = '2026-11-21';
  expect(shownState(record, today)).toBe('open');
  expect(shownState({ ...record, acceptedUntil: today }, today)).toBe('accepted');
  expect(shownState({ ...record, acceptedUntil: '2026-11-20', state: 'reopened' }, today)).toBe('reopened');
  expect(shownState({ ...record, state: 'false-positive', acceptedUntil: today }, today)).toBe(
    'false-positive',
  );
  expect(shownState({ ...record, baselined: true }, today)).toBe('baseline');
  expect(shownState({ ...record, present: false, acceptedUntil: today }, today)).toBe('not-looked-at');
  expect(shownState({ ...record, state: 'fixed', present: false }, today)).toBe('fixed');
});
