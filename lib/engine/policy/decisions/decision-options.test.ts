import { expect, test } from 'vitest';
import { hostileNames } from '../../../testing/hostile-names.ts';
import { fixtureFacts, role } from '../../analysis/access-fixture.ts';
import type { Verdict } from '../../model/verdict.ts';
import { loadPolicy } from '../load.ts';
import { emptyPolicy, type Policy } from '../policy.ts';
import { openDecisions } from './open-decisions.ts';

const at = { database: 'shop', schema: 'app', table: 'customers' };
const classified = (column: string, rest: object = {}) => ({ ...at, column, class: 'pii', ...rest });
const ids = (policy: Policy, verdicts: readonly Verdict[] = [], families = /./) =>
  openDecisions(fixtureFacts({}), policy, verdicts, [])
    .map((decision) => decision.id)
    .filter((id) => families.test(id));

const finding = {
  fingerprint: 'f',
  control: 'superuser-count',
  severity: 'high' as const,
  threats: [],
  references: [],
  accepted: null,
  object: { kind: 'role' as const, name: 'anna' },
  title: '',
  evidence: {},
  remedy: { manual: '' },
};
const failing: Verdict = {
  control: 'superuser-count',
  status: 'fail',
  reason: null,
  gaps: [],
  findings: [finding],
};

const half: Policy = {
  version: 1,
  tenancy: { model: 'row' },
  roles: [{ role: 'x: #', kind: 'application' }],
  backup: { encrypted: true },
  storage: { encrypted: true },
  classification: [
    classified('ssn', { tier: 0 }),
    classified('card', { encryption: { arrangement: 'pgcrypto' } }),
  ],
  exceptions: [
    { control: 'superuser-count', object: 'role:anna', reason: 'r', approvedBy: 'a', expires: '2020-01-01' },
  ],
};

test('every option is YAML that loads and says what its data says, and every field is a place in it', () => {
  for (const name of ['plain', ...hostileNames]) {
    const facts = fixtureFacts({ cluster: { roles: [role(name), role('s', { superuser: true })] } });
    const suspect = { database: name, schema: name, table: name, column: name, reason: name };
    for (const policy of name === 'plain' ? [emptyPolicy, half] : [{ ...half, roles: [] }]) {
      for (const decision of openDecisions(facts, policy, [failing], [suspect])) {
        expect(decision.options.length).toBeGreaterThan(0);
        for (const option of decision.options) {
          expect(option.consequence).not.toBe('');
          if (option.states === undefined) {
            // What no edit can say is at most a line for the text.
            expect(option.fields).toBeUndefined();
            expect(loadPolicy(`version: 1\n${option.policy}`)).toHaveProperty('policy');
            continue;
          }
          const loaded = loadPolicy(`version: 1\n${option.policy}`);
          if (!('policy' in loaded)) throw new Error(`${option.policy}\n${JSON.stringify(loaded.problems)}`);
          expect(loaded.policy).toEqual({ version: 1, ...option.states });
          for (const { path, required } of option.fields ?? []) {
            let value: unknown = option.states;
            for (const step of path) value = Reflect.get(Object(value), step);
            if (required) expect(value, `${decision.id} ${path.join('.')}`).toBeDefined();
          }
        }
      }
    }
  }
}, 60_000);

test('encryption and the holder of its key are asked where the policy calls for it, once', () => {
  const encryption = (...columns: readonly NonNullable<Policy['classification']>[number][]) =>
    ids({ version: 1, classification: [...columns] }, [], /^(encryption|key-holder)/);
  expect(encryption(classified('name'))).toEqual([]);
  expect(encryption(classified('open', { class: 'public', tier: 0 }))).toEqual([]);
  expect(encryption(classified('ssn', { tier: 0 }), classified('p', { protection: ['encryption'] }))).toEqual(
    ['encryption:shop.app.customers.p', 'encryption:shop.app.customers.ssn'],
  );
  expect(encryption(classified('ssn', { encryption: { arrangement: 'application' } }))).toEqual([
    'key-holder:shop.app.customers.ssn',
  ]);
  expect(
    encryption(
      classified('ssn', { tier: 0, encryption: { arrangement: 'application', keyHolder: 'team' } }),
      classified('note', { tier: 0, encryption: { arrangement: 'plaintext' } }),
    ),
  ).toEqual([]);
});

test('storage and backups are asked about until their keys have a holder', () => {
  expect(ids(emptyPolicy, [], /^(storage|key-holder)/)).toEqual(['storage']);
  expect(ids(half, [], /^key-holder:(storage|backup)/)).toEqual(['key-holder:backup', 'key-holder:storage']);
  expect(ids({ version: 1, storage: { encrypted: false } }, [], /^(storage|key-holder)/)).toEqual([]);
});

test('the end of the rows’ life is asked for each table with sensitive columns, with its time columns', () => {
  const facts = fixtureFacts({
    database: {
      columns: ['updated_on', 'created_at', 'email'].map((name) => ({
        schema: 'app',
        relation: 'customers',
        name,
        type: name === 'email' ? 'text' : 'timestamp with time zone',
        notNull: false,
        acl: null,
        comment: null,
      })),
    },
  });
  const policy: Policy = { version: 1, classification: [classified('email'), classified('ssn')] };
  const open = openDecisions(facts, policy, [], []).filter(({ id }) => id.startsWith('retention'));
  expect(open.map(({ id }) => id)).toEqual(['retention:shop.app.customers']);
  expect(open[0]?.options[0]?.fields?.[0]?.choices).toEqual(['created_at', 'updated_on']);
  const retention = [{ ...at, column: 'created_at', days: 30 }];
  expect(ids({ ...policy, retention }, [], /^retention/)).toEqual([]);
  expect(
    ids({ version: 1, classification: [classified('email', { class: 'public' })] }, [], /^retention/),
  ).toEqual([]);
});

test('an acceptance that is over asks again while what it accepted is there', () => {
  expect(ids(half, [failing], /^exception/)).toEqual(['exception:superuser-count:role:anna']);
  const accepted = { ...finding, accepted: { reason: 'r', approvedBy: 'a', until: '2099-01-01' } };
  expect(ids(half, [{ ...failing, findings: [accepted] }], /^exception/)).toEqual([]);
  expect(ids(half, [], /^exception/)).toEqual([]);
});
