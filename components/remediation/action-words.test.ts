import { expect, test } from 'vitest';
import type { ShownActions } from '#lib/service/remediation/remediation-view.ts';
import { actionNames, nextStep, offeredActions } from './action-words.ts';

function allowed(...names: readonly string[]): ShownActions {
  return Object.fromEntries(
    actionNames.map((name) => [name, { may: names.includes(name), why: null }]),
  ) as unknown as ShownActions;
}

test('the step that leads furthest stands out', () => {
  expect(nextStep(allowed('rehearse', 'submit', 'withdraw'), 'draft')).toBe('submit');
  expect(nextStep(allowed('reject', 'approve'), 'submitted')).toBe('approve');
  expect(nextStep(allowed('withdraw', 'edit'), 'draft')).toBeNull();
  expect(nextStep(allowed('rehearse', 'handOff'), 'draft')).toBe('handOff');
  expect(nextStep(allowed('rehearse', 'handOff', 'close'), 'handed-off')).toBe('close');
});

test('what may not be done is offered only where one would look for it', () => {
  expect(offeredActions(allowed('edit'), 'draft')).toEqual(['edit', 'rehearse', 'submit']);
  expect(offeredActions(allowed(), 'closed')).toEqual([]);
});
