import { expect, test } from 'vitest';
import type { Decision } from '../../engine/policy/decision.ts';
import { decisionsRecord, storedDecisions } from './stored-decisions.ts';

const decision = (id: string, blocks: readonly string[] = []): Decision => ({
  id,
  question: `What is ${id}?`,
  why: 'Nobody has said.',
  options: [{ title: 'So', consequence: 'So it is.', policy: '' }],
  blocks,
});

test('what waits for each is read back, and the questions of verdicts whole', () => {
  const columns = Array.from({ length: 20_000 }, (_, at) =>
    decision(`classification:d.s.t${at}.c`, ['b', 'a']),
  );
  const decisions = [
    ...columns,
    decision('classification:odd', ['c']),
    decision('classification:none'),
    decision('tenancy', ['rls-missing']),
    decision('exception:over', ['superuser-count']),
  ];
  const askable = new Set(decisions.map(({ id }) => id).filter((id) => id !== 'exception:over'));
  const kept = JSON.stringify(decisionsRecord(decisions, askable));
  expect(kept.length).toBeLessThan(1000);
  const stored = storedDecisions(JSON.parse(kept));
  expect(decisions.map(({ id }) => stored.blocks(id))).toEqual(decisions.map(({ blocks }) => blocks));
  expect(stored.whole).toEqual([decisions.at(-1)]);
  expect(stored.blocks('never:asked')).toEqual([]);
});

test('a question that is new waits for what the others of its family wait for', () => {
  const known = [decision('roles:one', ['role-unstated']), decision('tenancy', ['rls-missing'])];
  const stored = storedDecisions(decisionsRecord(known, new Set(known.map(({ id }) => id))));
  expect(stored.blocks('roles:two')).toEqual(['role-unstated']);
  expect(stored.blocks('tenancy:column')).toEqual(['rls-missing']);
});

test('a result from before, which kept every question, is read too', () => {
  const before = [decision('roles:one', ['role-unstated']), decision('exception:over')];
  const stored = storedDecisions(JSON.parse(JSON.stringify(before)));
  expect(stored.whole).toEqual(before);
  expect(stored.blocks('roles:one')).toEqual(['role-unstated']);
});

test.each([null, {}, 'text', [{ id: 'x' }]])('%j is an error, not nothing to decide', (json) => {
  expect(() => storedDecisions(json)).toThrow();
});
