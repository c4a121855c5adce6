import { expect, test } from 'vitest';
import { parseFindingQuery } from '#lib/service/findings/finding-query.ts';
import * as service from '#lib/service/findings/finding-state.ts';
import { requestKinds } from '#lib/service/findings/request-kind.ts';
import { chosenStates, toggledState } from './finding-address.ts';
import { foundStates, liveStates, requestNames, stateNames } from './shown-states.ts';

test('pages and the service mean the same states', () => {
  expect(Object.keys(stateNames)).toEqual(service.shownStates);
  expect(liveStates).toEqual(service.liveStates);
  expect(foundStates).toEqual(service.foundStates);
  expect(Object.keys(requestNames)).toEqual(requestKinds);
});

test('without a word the list shows what is to be mended; a state is put in and taken out', () => {
  const plain = parseFindingQuery({});
  expect(chosenStates(plain)).toEqual(liveStates);
  const more = { ...plain, state: toggledState(plain, 'accepted') };
  expect(more.state).toEqual([...liveStates, 'accepted']);
  expect(toggledState(more, 'accepted')).toEqual([]);
  expect(chosenStates(parseFindingQuery({ accepted: 'only' }))).toEqual(['accepted']);
  expect(toggledState(parseFindingQuery({ state: 'fixed' }), 'fixed')).toEqual([]);
});
