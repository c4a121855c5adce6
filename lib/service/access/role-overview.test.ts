import { expect, test } from 'vitest';
import { fixtureFacts, membership, role } from '../../engine/analysis/access-fixture.ts';
import { roleNeighbourhood } from './role-diagram.ts';
import { roleMap } from './role-overview.ts';

const people = Array.from({ length: 2_000 }, (_, at) => `person_${at}`);
const facts = fixtureFacts({
  cluster: {
    roles: [
      ...['staff', 'readers', 'owners'].map((name) => role(name, { login: false })),
      role('boss', { superuser: true }),
      role('lead'),
      role('stranger'),
      ...people.map((name) => role(name)),
    ],
    memberships: [
      membership('staff', 'readers'),
      membership('lead', 'staff', 'ISA'),
      membership('boss', 'owners'),
      ...people.map((name, at) => membership(name, at % 2 === 0 ? 'staff' : 'readers')),
      // The same again by somebody else is no second line of the picture.
      membership('person_0', 'staff', 'IS', 'boss'),
    ],
  },
});
const href = (name: string) => `?role=${name}`;

test('two thousand roles are a picture: people in the same place are one, with their number', () => {
  const { graph, alone, leftOut } = roleMap(facts, href);
  expect({ alone, leftOut }).toEqual({ alone: 1, leftOut: 0 });
  const labels = Object.fromEntries(graph.nodes.map((node) => [node.id, node.label]));
  const shown = graph.nodes.map(({ label, layer, shape }) => [label, layer, shape]);
  expect(shown.toSorted()).toEqual([
    ['1,000 logins', 0, 'logins'],
    ['999 logins', 0, 'logins'],
    ['boss', 0, 'superuser'],
    ['lead', 0, 'login'],
    ['owners', 1, 'group'],
    // Twice a member by two grantors, which nobody else is.
    ['person_0', 0, 'login'],
    ['readers', 2, 'group'],
    ['staff', 1, 'group'],
  ]);
  const lines = graph.edges.map(({ from, to, label }) => [labels[from], labels[to], label]);
  expect(lines.toSorted()).toEqual([
    ['1,000 logins', 'readers', ''],
    ['999 logins', 'staff', ''],
    ['boss', 'owners', ''],
    ['lead', 'staff', 'ADMIN'],
    ['person_0', 'staff', ''],
    ['staff', 'readers', ''],
  ]);
});

test('the picture of one role counts them too, and the list beside it says how many it does not hold', () => {
  const found = roleNeighbourhood(facts, 'staff', href);
  expect(found?.graph.nodes.map(({ label, layer }) => [label, layer]).toSorted()).toEqual([
    ['999 logins', 0],
    ['lead', 0],
    ['person_0', 0],
    ['readers', 2],
    ['staff', 1],
  ]);
  expect(found?.lines).toHaveLength(200);
  // readers, lead, person_0 twice and 999 others.
  expect(found?.leftOut).toBe(1 + 1 + 2 + 999 - 200);
  expect(roleNeighbourhood(facts, 'nobody', href)).toBeNull();
});
