import { expect, test } from 'vitest';
import type { HbaRuleRow } from '../../engine/inventory/sections/hba-rules.ts';
import { emptyPolicy } from '../../engine/policy/policy.ts';
import { attackPaths } from '../access/attack-paths.ts';
import type { OpenSnapshot } from '../snapshot/open-snapshot.ts';
import { facts, fromTheTop, rule, rules } from './network-fixture.ts';
import { networkOverview } from './network-overview.ts';

test('rules say what becomes of them where they stand', () => {
  const {
    rules: lines,
    outside,
    zones,
  } = networkOverview(facts(rules()), {
    ...emptyPolicy,
    boundaries: [{ id: 'tier', cidrs: ['10.0.1.0/24'] }],
  });
  expect(lines.map(({ state, because }) => [state, because[0]?.line ?? null])).toEqual([
    ['accepts', null],
    ['accepts', null],
    ['accepts', null],
    ['shadowed', 2],
    ['too-late', 3],
  ]);
  expect(outside.map((one) => one.line)).toEqual([3]);
  expect(zones?.map((zone) => zone.rules.map((one) => one.line))).toEqual([[2]]);
});

test('a change that was not loaded is seen only where the times of the file were read', () => {
  const seen = (changedSinceLoad: boolean | null | undefined) =>
    networkOverview(facts(rules().map((row) => ({ ...row, changedSinceLoad }))), emptyPolicy).driftSeen;
  expect([seen(false), seen(true), seen(null), seen(undefined)]).toEqual([true, true, false, false]);
  expect(networkOverview(facts([]), emptyPolicy).driftSeen).toBe(false);
});

const snapshot = (hba: readonly HbaRuleRow[] | undefined): OpenSnapshot => ({
  facts: facts(hba),
  policy: emptyPolicy,
  scan: {
    id: '1',
    targetId: '1',
    state: 'done',
    stage: '',
    done: 0,
    total: 0,
    cancelRequested: false,
    requestedAt: '',
    requestedBy: null,
    startedAt: null,
    finishedAt: '',
    error: null,
    serverVersion: null,
    databases: [],
    policyVersion: null,
    organisationPolicyVersion: null,
    kind: 'read',
    readAt: '2026-11-21T00:00:00.000Z',
    summary: {
      verdicts: { pass: 0, fail: 0, unknown: 0, notApplicable: 0 },
      findings: { critical: 0, high: 0, medium: 0, low: 0, info: 0, accepted: 0, falsePositive: 0 },
      threats: { covered: 0, partial: 0, gap: 0, unknown: 0, accepted: 0 },
      gaps: 0,
      fixFirst: [],
      decisions: 0,
      tls: null,
    },
    stale: null,
  },
});

test('an attack begins where the rules let in, and says which rule', () => {
  const { paths, reachable, gaps } = attackPaths(snapshot(rules()));
  expect(reachable).toBe(2);
  expect(paths).toMatchObject([
    {
      role: 'on_call',
      goal: 'superuser',
      target: 'boss',
      way: ['on_call', 'boss'],
      entry: { network: '0.0.0.0/0', method: 'md5', line: 3 },
    },
  ]);
  // The columns of the one database were not read: said, not left out.
  expect(gaps.map((gap) => gap.input)).toContain('columns');
});

test.each([
  ['unread rules', undefined],
  ['a file with an error', [rule('host all all bad md5', 'invalid IP mask')]],
])('with %s every login role counts as reachable, from nobody knows where', (_, hba) => {
  const { paths, reachable, gaps } = attackPaths(snapshot(hba));
  expect(reachable).toBeNull();
  expect(gaps.map((gap) => gap.input)).toContain('hba-rules');
  expect(paths).toMatchObject([{ role: 'on_call', goal: 'superuser', entry: { network: null } }]);
});

test('halves are shown as what they come to together, and zones that hold a rule together hold it', () => {
  fromTheTop();
  const halves = [
    rule('host shop app 0.0.0.0/1 md5'),
    rule('host shop app 128.0.0.0/1 md5'),
    rule('host shop app 0.0.0.0/0 trust'),
    rule('host shop on_call 10.0.0.0/8 md5'),
    rule('host shop on_call db.example.com md5'),
  ];
  const { rules: lines, outside } = networkOverview(facts(halves), {
    ...emptyPolicy,
    boundaries: [
      { id: 'low', cidrs: ['10.0.0.0/9'] },
      { id: 'high', cidrs: ['10.128.0.0/9'] },
    ],
  });
  const at = (references: readonly { line: number }[]) => references.map((one) => one.line);
  expect(lines.map(({ state, because, everywhereWith }) => [state, at(because), at(everywhereWith)])).toEqual(
    [
      ['accepts', [], [2]],
      ['accepts', [], [1]],
      ['shadowed', [1, 2], []],
      ['accepts', [], []],
      ['accepts', [], []],
    ],
  );
  expect(lines.map(({ zones }) => zones)).toEqual([[], [], null, ['low', 'high'], null]);
  expect(at(outside)).toEqual([1, 2]);
});
