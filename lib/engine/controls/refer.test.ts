import { expect, test } from 'vitest';
import { clusterStanding } from '../coverage/standing.ts';
import type { Remedy } from '../model/change.ts';
import type { Finding } from '../model/finding.ts';
import type { Severity } from '../model/severity.ts';
import { reasonSaid, type Verdict } from '../model/verdict.ts';
import { withReferrals } from './refer.ts';
import { registry } from './registry.ts';
import { saidMoreExactly } from './said-more-exactly.ts';

const finding = (control: string, rule: string, more: Partial<Finding> = {}): Finding => ({
  object: { kind: 'hba-rule', rule },
  title: `${control} of ${rule}`,
  evidence: {},
  remedy: { manual: 'x' },
  fingerprint: `${control}/${rule}`,
  control,
  severity: 'medium',
  threats: [],
  references: [],
  accepted: null,
  ...more,
});
const verdict = (control: string, findings: readonly Finding[], reason: string | null = null): Verdict => ({
  control,
  status: findings.length > 0 ? 'fail' : 'pass',
  reason,
  gaps: [],
  findings,
});
const of = (verdicts: readonly Verdict[], control: string) => {
  const found = verdicts.find((one) => one.control === control);
  if (!found) throw new Error(control);
  return found;
};
const rules = (one: Verdict) => one.findings.map(({ object }) => object.rule);

test('every control that is named exists, and none refers to itself', () => {
  const ids = new Set<string>(registry.map(({ id }) => id));
  for (const { control, by } of saidMoreExactly) {
    expect(ids).toContain(control);
    expect(ids).toContain(by);
    expect(control).not.toBe(by);
  }
});

test('the more exact one speaks; the other still fails, says who speaks, and keeps what nobody else says', () => {
  const both = withReferrals([
    verdict('hba-approved-methods', [
      finding('hba-approved-methods', 'a'),
      finding('hba-approved-methods', 'ldap'),
    ]),
    verdict('hba-md5', [finding('hba-md5', 'a')]),
  ]);
  const methods = of(both, 'hba-approved-methods');
  expect(methods.status).toBe('fail');
  expect(rules(methods)).toEqual(['ldap']);
  expect(methods.reason).toBeNull();
  expect(reasonSaid(methods)).toBe('hba-md5 says it of one object');
  expect(rules(of(both, 'hba-md5'))).toEqual(['a']);
});

test('a control whose findings are all said elsewhere fails, in the coverage too', () => {
  const both = withReferrals([
    verdict('hba-approved-methods', [finding('hba-approved-methods', 'a')], 'something unread'),
    verdict('hba-trust', [finding('hba-trust', 'a')]),
  ]);
  const methods = of(both, 'hba-approved-methods');
  expect(methods).toMatchObject({ status: 'fail', findings: [] });
  expect(reasonSaid(methods)).toBe('something unread; hba-trust says it of one object');
  expect(clusterStanding(methods, false, () => null)).toMatchObject({
    status: 'fail',
    state: 'missing',
    findings: 0,
  });
});

test('who speaks is as grave as the graver of the two, and both are accepted by one acceptance', () => {
  const accepted = { reason: 'r', approvedBy: 'a', until: '2030-01-01' };
  const grave = (severity: Severity) => ({ severity });
  const both = withReferrals([
    verdict('object-owner-approved', []),
    verdict('hba-approved-methods', [finding('hba-approved-methods', 'a', grave('high'))]),
    verdict('hba-md5', [finding('hba-md5', 'a', { severity: 'low', accepted })]),
  ]);
  expect(of(both, 'hba-md5').findings).toMatchObject([{ severity: 'high', accepted }]);
  const methods = of(both, 'hba-approved-methods');
  expect(methods.referred).toMatchObject([{ saidBy: 'hba-md5', accepted }]);
  expect(clusterStanding(methods, false, () => null).state).toBe('accepted');
});

test('where the speaker itself leaves it to a third, that one speaks for both', () => {
  const network = (control: string) => verdict(control, [finding(control, 'all')]);
  const three = withReferrals(['hba-any-address', 'hba-outside-boundaries', 'hba-wide-network'].map(network));
  expect(three.map((one) => one.findings.length)).toEqual([1, 0, 0]);
  expect(reasonSaid(of(three, 'hba-wide-network'))).toBe('hba-any-address says it of one object');
  const two = withReferrals(['hba-outside-boundaries', 'hba-wide-network'].map(network));
  expect(reasonSaid(of(two, 'hba-wide-network'))).toBe('hba-outside-boundaries says it of one object');
});

test('of a difference from the policy, whoever says more speaks', () => {
  const diff = (extra: readonly string[], remedy: Remedy = { changes: [] }) => [
    verdict('privilege-baseline-diff', [
      finding('privilege-baseline-diff', 's', { evidence: { missing: [], extra }, remedy }),
    ]),
    verdict('schema-create-non-owner', [finding('schema-create-non-owner', 's')]),
  ];
  expect(withReferrals(diff(['CREATE'])).map((one) => one.findings.length)).toEqual([0, 1]);
  expect(withReferrals(diff(['CREATE', 'USAGE'])).map((one) => one.findings.length)).toEqual([1, 0]);
  expect(withReferrals(diff(['USAGE'])).map((one) => one.findings.length)).toEqual([1, 1]);
  // Where a person has to mend the whole difference, CREATE alone keeps its script.
  const byHand = diff(['CREATE', 'USAGE'], { manual: 'narrow the group' });
  expect(withReferrals(byHand).map((one) => one.findings.length)).toEqual([1, 1]);
});

test('an owner of more than the other finding tells of is told of', () => {
  const owners = (inAll: number) => [
    verdict('object-owner-approved', [finding('object-owner-approved', 'r', { evidence: { inAll } })]),
    verdict('object-owner-is-login', [finding('object-owner-is-login', 'r', { evidence: { count: 2 } })]),
  ];
  expect(withReferrals(owners(2)).map((one) => one.findings.length)).toEqual([0, 1]);
  expect(withReferrals(owners(3)).map((one) => one.findings.length)).toEqual([1, 1]);
});

test('a control judged without the other says everything itself', () => {
  const alone = verdict('hba-approved-methods', [finding('hba-approved-methods', 'a')]);
  expect(withReferrals([alone])).toEqual([alone]);
});
