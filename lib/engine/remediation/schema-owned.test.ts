import { expect, test } from 'vitest';
import type { Change } from '../model/change.ts';
import type { ObjectRef } from '../model/object-ref.ts';
import type { Policy, SchemaOwned } from '../policy/policy.ts';
import { isSchemaOwned } from './schema-owned.ts';

const on = (
  kind: ObjectRef['kind'],
  schema: string | undefined,
  name: string,
  database = 'shop',
): ObjectRef => ({
  kind,
  database,
  name,
  ...(schema === undefined ? {} : { schema }),
});
const enable = (object: ObjectRef): Change => ({ do: 'row-security', on: object, enable: true });
const revoke = (object: ObjectRef): Change => ({
  do: 'revoke',
  privileges: ['SELECT'],
  on: object,
  from: 'app',
  grantor: 'owner',
});
const owned = (change: Change, ...schemaOwned: readonly SchemaOwned[]): boolean =>
  isSchemaOwned(change, { version: 1, schemaOwned: [...schemaOwned] }, 'shop');
const orders = on('table', 'app', 'orders');

test('a policy that says nothing leaves the definition of every object to migrations, and no grant', () => {
  const unstated: Policy = { version: 1 };
  expect(isSchemaOwned(enable(orders), unstated, 'shop')).toBe(true);
  expect(isSchemaOwned(revoke(orders), unstated, 'shop')).toBe(false);
  expect(isSchemaOwned({ do: 'alter-role', role: 'a', attributes: {} }, unstated, null)).toBe(false);
});

test('an empty list owns nothing', () => {
  expect(isSchemaOwned(enable(orders), { version: 1, schemaOwned: [] }, 'shop')).toBe(false);
});

test('only the schema that is named, in the databases that are named', () => {
  expect(owned(enable(orders), { schema: 'app' })).toBe(true);
  expect(owned(enable(orders), { schema: 'other' })).toBe(false);
  expect(owned(enable(orders), { schema: 'app', databases: ['shop'] })).toBe(true);
  expect(owned(enable(orders), { schema: 'app', databases: ['crm'] })).toBe(false);
});

test('a database that nobody knows may be one of those named', () => {
  const { database: _, ...nowhere } = orders;
  const policy: Policy = { version: 1, schemaOwned: [{ schema: 'app', databases: ['crm'] }] };
  expect(isSchemaOwned(enable(nowhere), policy, null)).toBe(true);
});

test('grants only where they are said to be owned too', () => {
  expect(owned(revoke(orders), { schema: 'app' })).toBe(false);
  expect(owned(revoke(orders), { schema: 'app', grants: true })).toBe(true);
  expect(owned(revoke(on('column', 'app', 'orders')), { schema: 'app', grants: true })).toBe(true);
});

test('classes and exact kinds narrow it', () => {
  const view = on('view', 'app', 'totals');
  expect(owned(enable(view), { schema: 'app', objects: ['tables'] })).toBe(true);
  expect(owned(enable(view), { schema: 'app', objects: ['view'] })).toBe(true);
  expect(owned(enable(orders), { schema: 'app', objects: ['view'] })).toBe(false);
  expect(owned(enable(on('procedure', 'app', 'pay')), { schema: 'app', objects: ['functions'] })).toBe(true);
});

test('the schema itself is named by its own name, and what has no schema belongs to none', () => {
  const give = (object: ObjectRef): Change => ({ do: 'alter-owner', on: object, to: 'owner' });
  expect(owned(give(on('schema', undefined, 'app')), { schema: 'app' })).toBe(true);
  expect(owned(give(on('database', undefined, 'app')), { schema: 'app' })).toBe(false);
});

test('default privileges are grants of the schema they are for', () => {
  const change: Change = {
    do: 'default-privileges',
    action: 'revoke',
    forRole: 'owner',
    inSchema: 'app',
    objects: 'TABLES',
    privileges: ['SELECT'],
    grantee: null,
  };
  expect(owned(change, { schema: 'app' })).toBe(false);
  expect(owned(change, { schema: 'app', grants: true })).toBe(true);
  expect(owned({ ...change, inSchema: null }, { schema: 'app', grants: true })).toBe(false);
});
