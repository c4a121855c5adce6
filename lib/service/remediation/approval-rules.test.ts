import { expect, test } from 'vitest';
import { severities } from '../../engine/model/severity.ts';
import { type ApprovalRule, approvalRulesSchema, defaultRules, environments } from './approval-rule.ts';
import { changeKinds } from './change-kind.ts';
import { loosened } from './loosens.ts';
import { approvalHours, approvalsNeeded, givenFor, isSatisfied, requirementsOf } from './requirements.ts';

const rule: ApprovalRule = {
  name: 'one',
  environments: ['production'],
  severities: ['critical', 'high'],
  kinds: ['grants'],
  approvals: 1,
  roles: ['reviewer'],
  hours: 24,
};
const weighed = { environments: ['production'], severities: ['high'], kinds: ['grants'] } as const;

test('without a rule that fits, nothing is allowed', () => {
  for (const other of [
    { ...weighed, environments: ['staging'] as const },
    { ...weighed, severities: ['low'] as const },
    { ...weighed, kinds: ['server'] as const },
    { ...weighed, kinds: ['grants', 'server'] as const },
  ]) {
    const requirements = requirementsOf([rule], other);
    expect(requirements.denied.length).toBeGreaterThan(0);
    expect(isSatisfied(requirements, [{ id: 'r', role: 'reviewer' }])).toBe(false);
  }
  expect(isSatisfied(requirementsOf([], { ...weighed, kinds: [] }), [])).toBe(false);
});

test('the first rule that fits counts; each kind of change brings its own', () => {
  const strict = { ...rule, name: 'strict', approvals: 2, hours: 8 };
  const server = { ...rule, name: 'server', kinds: ['server'] as const, roles: ['administrator'] as const };
  const rules = [{ ...server, kinds: ['server' as const], roles: ['administrator' as const] }, strict, rule];
  const both = requirementsOf(rules, { ...weighed, kinds: ['grants', 'server'] });
  expect(both.all.map((one) => one.rule.name)).toEqual(['strict', 'server']);
  expect(approvalsNeeded(both)).toBe(2);
  expect(approvalHours(both)).toBe(8);
  const reviewers = ['a', 'b'].map((id) => ({ id, role: 'reviewer' as const }));
  expect(isSatisfied(both, reviewers)).toBe(false);
  expect(isSatisfied(both, [...reviewers, { id: 'c', role: 'administrator' }])).toBe(true);
});

test('one person is one, whatever they sign twice; another role does not count', () => {
  const requirement = { rule: { ...rule, approvals: 2 }, kinds: ['grants'] as const };
  const twice = [1, 2].map(() => ({ id: 'a', role: 'reviewer' as const }));
  expect(givenFor(requirement, twice)).toBe(1);
  expect(givenFor(requirement, [...twice, { id: 'b', role: 'dba' }])).toBe(1);
});

test('the built-in rules are valid, allow every kind somewhere, and never by one person alone', () => {
  expect(approvalRulesSchema.safeParse(defaultRules).success).toBe(true);
  for (const environment of environments)
    for (const severity of severities)
      for (const kind of changeKinds) {
        const found = requirementsOf(defaultRules, {
          environments: [environment],
          severities: [severity],
          kinds: [kind],
        });
        expect(found.denied).toEqual([]);
        expect(approvalsNeeded(found)).toBeGreaterThanOrEqual(1);
      }
});

test.each<readonly [string, readonly ApprovalRule[], boolean]>([
  ['the same', [rule], false],
  ['more people', [{ ...rule, approvals: 2 }], false],
  ['a shorter hold', [{ ...rule, hours: 1 }], false],
  ['nothing allowed', [], false],
  ['another name', [{ ...rule, name: 'two' }], false],
  ['another role', [{ ...rule, roles: ['reviewer', 'dba'] }], true],
  ['a longer hold', [{ ...rule, hours: 25 }], true],
  ['another environment', [{ ...rule, environments: ['production', 'staging'] }], true],
  ['another kind', [{ ...rule, kinds: ['grants', 'server'] }], true],
  ['a milder one in front', [{ ...rule, name: 'mild', roles: ['dba'] }, rule], true],
  ['a milder one behind', [rule, { ...rule, name: 'mild', roles: ['dba'] }], false],
])('against one rule, %s', (_, after, loosens) => {
  expect(loosened([rule], after).length > 0).toBe(loosens);
});

test('fewer people than before is less', () => {
  expect(loosened([{ ...rule, approvals: 2 }], [rule]).length).toBeGreaterThan(0);
});

test('what is weighed as every severity meets the rules of each, and is denied where one has none', () => {
  const strict = { ...rule, name: 'critical', severities: ['critical' as const], approvals: 3 };
  const all = { environments: ['production'], severities, kinds: ['grants'] } as const;
  const rest = { ...rule, name: 'rest', severities: severities.filter((one) => one !== 'critical') };
  const found = requirementsOf([strict, rest], all);
  expect(found.all.map((one) => one.rule.name)).toEqual(['critical', 'rest']);
  expect(found.denied).toEqual([]);
  expect(requirementsOf([strict], all).denied).toEqual(['grants']);
});

test('what is loosened alike is said once', () => {
  const every = { ...rule, severities: [...severities], kinds: ['roles', 'server'] as ApprovalRule['kinds'] };
  expect(loosened([{ ...every, approvals: 2 }], [every])).toEqual([
    'production, roles and server, any severity: 1 instead of 2 approvals',
  ]);
  expect(loosened([], [rule])).toEqual(['production, grants, critical and high: was not allowed at all']);
});

test('no rule asks for nobody, for more than five, or for an auditor', () => {
  for (const change of [
    { approvals: 0 },
    { approvals: 6 },
    { roles: ['auditor'] },
    { roles: [] },
    { hours: 0 },
    { hours: 169 },
  ])
    expect(approvalRulesSchema.safeParse([{ ...rule, ...change }]).success).toBe(false);
});
