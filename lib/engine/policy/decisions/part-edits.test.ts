import { expect, test } from 'vitest';
import { fixtureFacts, role } from '../../analysis/access-fixture.ts';
import { editPolicy } from '../edit/edit-policy.ts';
import { loadPolicy } from '../load.ts';
import { emptyPolicy, type Policy } from '../policy.ts';
import { answerOption, fieldName } from './answer-option.ts';
import { openDecisions } from './open-decisions.ts';
import { partEdits } from './part-edits.ts';

function policyOf(text: string): Policy {
  const loaded = loadPolicy(text);
  if (!('policy' in loaded)) throw new Error(`${JSON.stringify(loaded.problems)}\n${text}`);
  return loaded.policy;
}

const suspect = {
  database: 'shop',
  schema: 'app',
  table: 'customers',
  column: 'ssn',
  reason: 'its name says so',
  category: 'payment' as const,
};

/** Taking the first option that states something, examples for answers, until nothing more is open. */
test('answering every decision ends in a policy that leaves nothing open, comments kept', () => {
  const facts = fixtureFacts({
    cluster: { roles: [role('postgres', { superuser: true }), role('app'), role('x: "#\n')] },
  });
  let text = '# ours\nversion: 1   # first\n';
  const asked = new Set<string>();
  for (let round = 0; round < 60; round += 1) {
    const policy = policyOf(text);
    const [next] = openDecisions(facts, policy, [], [suspect]);
    if (!next) break;
    expect(asked.has(next.id), `${next.id} is asked again after its answer`).toBe(false);
    asked.add(next.id);
    const option = next.options.find((one) => one.states !== undefined);
    if (!option) throw new Error(next.id);
    const answers = Object.fromEntries(
      (option.fields ?? [])
        .filter((field) => field.required)
        .map((field) => {
          let value: unknown = option.states;
          for (const step of field.path) value = Reflect.get(Object(value), step);
          const said = Array.isArray(value) && value.length > 0 ? value.join('\n') : String(value ?? 'app');
          return [fieldName(field), field.kind === 'list' && said === '' ? 'app' : said];
        }),
    );
    const answer = answerOption(option, answers);
    if (!('part' in answer) || answer.part === null) throw new Error(JSON.stringify(answer));
    text = editPolicy(text, partEdits(answer.part, policy));
  }
  expect(openDecisions(facts, policyOf(text), [], [suspect]).map(({ id }) => id)).toEqual([]);
  expect([...asked].sort()).toEqual(
    expect.arrayContaining([
      'backup',
      'classification:shop.app.customers.ssn',
      'encryption:shop.app.customers.ssn',
      'key-holder:backup',
      'retention:shop.app.customers',
      'roles:app',
      'secrets:app',
      'storage',
      'tenancy',
    ]),
  );
  expect(text.startsWith('# ours\nversion: 1   # first\n')).toBe(true);
});

test('an entry that stands is completed, not replaced', () => {
  const column = { database: 'd', schema: 's', table: 't', column: 'c', class: 'pii' };
  const policy: Policy = {
    version: 1,
    classification: [{ ...column, readers: ['app'], tier: 1, encryption: { arrangement: 'application' } }],
    backup: { recoveryPointMinutes: 5, encrypted: true },
  };
  const [edit] = partEdits(
    { classification: [{ ...column, encryption: { arrangement: 'application', keyHolder: 'team' } }] },
    policy,
  );
  expect(edit).toEqual({
    do: 'put',
    section: 'classification',
    entry: {
      ...column,
      readers: ['app'],
      tier: 1,
      encryption: { arrangement: 'application', keyHolder: 'team' },
    },
  });
  expect(partEdits({ backup: { keyHolder: 'team' } }, policy)).toEqual([
    { do: 'merge', section: 'backup', value: { keyHolder: 'team' } },
  ]);
  expect(partEdits({}, emptyPolicy)).toEqual([]);
});
