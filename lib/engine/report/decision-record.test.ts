import { expect, test } from 'vitest';
import { hostileNames } from '../../testing/hostile-names.ts';
import { fixtureFacts, role } from '../analysis/access-fixture.ts';
import { openDecisions } from '../policy/decisions/open-decisions.ts';
import { takenDecisions } from '../policy/decisions/taken-decisions.ts';
import { emptyPolicy, type Policy } from '../policy/policy.ts';
import { type DecisionRecord, decisionRecord, decisionRecords, recordFileName } from './decision-record.ts';

const facts = fixtureFacts({ cluster: { roles: [role('app'), role('anna')] } });
const policy: Policy = {
  version: 1,
  roles: [{ role: 'app', kind: 'application' }],
  tenancy: { model: 'schema' },
};
const taken = { at: '2026-11-21', by: 'Anna', in: 'version 3 of the policy', reason: 'Agreed in the review' };

function recordOf(id: string): DecisionRecord {
  const found = takenDecisions(facts, emptyPolicy, policy).find((one) => one.decision.id === id);
  if (found) return { status: 'accepted', decision: found.decision, stated: found.stated, taken };
  const decision = openDecisions(facts, policy, [], []).find((one) => one.id === id);
  if (!decision) throw new Error(id);
  return { status: 'proposed', decision };
}

test('what a policy took is accepted, with who, when, why and what it says now', () => {
  expect(
    takenDecisions(facts, emptyPolicy, policy).map(({ decision, stated }) => [decision.id, stated]),
  ).toEqual([
    ['roles:app', 'roles:\n  - { role: app, kind: application }\n'],
    ['tenancy', 'tenancy:\n  model: schema\n'],
  ]);
  const text = decisionRecord(recordOf('tenancy'));
  expect(text).toMatch(
    /^# How are tenants kept apart\?\n\n- Status: accepted\n- Date: 2026-11-21\n- Decided by: Anna/,
  );
  expect(text).toContain(
    'Agreed in the review\n\nThe policy says:\n\n```yaml\ntenancy:\n  model: schema\n```',
  );
});

test('what is open is proposed, with every option and its consequence, and nothing decided', () => {
  const record = recordOf('roles:anna');
  const text = decisionRecord({
    ...record,
    notes: [{ at: '2026-11-20', by: 'Bo', note: 'asked the platform team' }],
  });
  expect(text).toContain('- Status: proposed');
  expect(text).toContain('Not decided. Until it is, nothing is assumed');
  expect(text).toContain('- 2026-11-20, Bo: asked the platform team');
  for (const option of record.decision.options) expect(text).toContain(`### ${option.title}\n\n`);
});

test.each(hostileNames)('a role named %j gives a safe file name and a record that is inert', (name) => {
  const decisions = openDecisions(fixtureFacts({ cluster: { roles: [role(name)] } }), emptyPolicy, [], []);
  const records = decisions.map((decision): DecisionRecord => ({ status: 'proposed', decision }));
  const files = decisionRecords(records, name);
  expect(new Set(files.map((file) => file.name)).size).toBe(decisions.length + 1);
  for (const file of files) {
    expect(file.name).toMatch(/^[A-Za-z0-9][a-z0-9-]*[A-Z]*\.md$/);
    expect(file.name.length).toBeLessThanOrEqual(80);
    const outsideCode = file.text.replaceAll(/^(`{3,})yaml\n[\s\S]*?^\1$/gm, '');
    expect(outsideCode).not.toMatch(/<(script|img|a)\b/i);
    expect(file.text).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    expect(file.text.split('\n')[0]).toMatch(/^# /);
  }
});

test('a file name stays the same for a decision, and differs where only signs differ', () => {
  expect(recordFileName({ id: 'roles:a b' })).toBe(recordFileName({ id: 'roles:a b' }));
  expect(recordFileName({ id: 'roles:a b' })).not.toBe(recordFileName({ id: 'roles:a-b' }));
  expect(recordFileName({ id: '..//..' })).toMatch(/^decision-[0-9a-f]{8}\.md$/);
});
