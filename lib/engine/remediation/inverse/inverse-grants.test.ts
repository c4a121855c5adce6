import { expect, test } from 'vitest';
import { fixtureFacts, role } from '../../analysis/access-fixture.ts';
import type { RelationRow } from '../../inventory/sections/relations.ts';
import { inverseOf } from './inverse.ts';

const table: RelationRow = {
  oid: 1,
  schema: 'app',
  name: 't',
  kind: 'table',
  owner: 'owner',
  acl: ['owner=arwdDxt/owner', '=r/owner'],
  rowSecurity: false,
  forceRowSecurity: false,
  isPartition: false,
  options: [],
  extension: null,
  sizeClass: -1,
  comment: null,
};
const revoke = {
  do: 'revoke',
  privileges: ['SELECT'],
  on: { kind: 'table', database: 'shop', schema: 'app', name: 't' },
  from: null,
  grantor: 'owner',
} as const;
const inverse = (columns?: readonly []) => {
  const database = columns ? { relations: [table], columns } : { relations: [table] };
  return inverseOf(revoke, fixtureFacts({ cluster: { roles: [role('owner')] }, database }).inventory, 'shop');
};

test('a table grant is given back', () => {
  expect(inverse([])).toMatchObject({ statements: [{ sql: 'GRANT SELECT ON TABLE "app"."t" TO PUBLIC' }] });
});

test('with the columns unread nothing is called undone: a table REVOKE takes column grants along', () => {
  expect(inverse()).toEqual({ irreversible: expect.stringContaining('column privileges') });
});

test.each([
  [
    'default privileges',
    {
      do: 'default-privileges',
      action: 'revoke',
      forRole: 'owner',
      inSchema: null,
      objects: 'TABLES',
      privileges: ['SELECT'],
      grantee: null,
    },
  ],
  ['policies', { do: 'drop-policy', on: revoke.on, policy: 'p' }],
  ['setting', { do: 'set-parameter', parameter: 'ssl', value: 'on', at: {} }],
] as const)('unread %s are never taken for absent ones', (what, change) => {
  const { inventory } = fixtureFacts({ cluster: { roles: [role('owner')] } });
  expect(inverseOf(change, inventory, 'shop')).toEqual({ irreversible: expect.stringContaining(what) });
});
