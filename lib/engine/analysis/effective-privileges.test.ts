import { expect, test } from 'vitest';
import type { RelationRow } from '../inventory/sections/relations.ts';
import { type FixtureSections, fixtureFacts, membership, role } from './access-fixture.ts';
import { clusterAccess, databaseAccess, type GrantableRef } from './effective-privileges.ts';
import { UnreadSection } from './unread-section.ts';

const predefined = ['pg_read_all_data', 'pg_write_all_data', 'pg_maintain', 'pg_database_owner'];

function relation(name: string, acl: RelationRow['acl'], attributes: Partial<RelationRow> = {}): RelationRow {
  return {
    oid: 20_000,
    schema: 'public',
    name,
    kind: 'table',
    owner: 'o',
    acl,
    rowSecurity: false,
    forceRowSecurity: false,
    isPartition: false,
    options: [],
    extension: null,
    sizeClass: 0,
    comment: null,
    ...attributes,
  };
}

const orders: GrantableRef = { kind: 'table', schema: 'public', name: 'orders' };

function access(acl: RelationRow['acl'], more: FixtureSections = {}, attributes: Partial<RelationRow> = {}) {
  const names = ['o', 'a', 'b', 'c', ...predefined];
  const facts = fixtureFacts({
    versionNum: more.versionNum,
    cluster: {
      roles: [role('postgres', { oid: 10, superuser: true }), ...names.map((name) => role(name))],
      memberships: [],
      databases: [],
      ...more.cluster,
    },
    database: { relations: [relation('orders', acl, attributes)], columns: [], ...more.database },
  });
  const [shop] = facts.databases;
  if (!shop) throw new Error('the fixture has one database');
  return databaseAccess(shop);
}

test('NULL is the default: its owner and superusers, nobody else', () => {
  const holders = access(null).holders(orders, 'SELECT');
  expect(holders).toEqual([
    { role: 'o', via: ['owner'], grantable: true },
    { role: 'pg_read_all_data', via: ['pg_read_all_data'], grantable: false },
    { role: 'postgres', via: ['superuser'], grantable: true },
  ]);
});

test('an owner that revoked from itself may still grant', () => {
  const shop = access([]);
  expect(shop.has('o', orders, 'SELECT')).toBe(false);
  expect(shop.hasGrantOption('o', orders, 'SELECT')).toBe(true);
});

test('what one has and what one reaches by SET ROLE are two answers', () => {
  const memberships = [membership('a', 'b', 'S'), membership('b', 'c', 'I')];
  const shop = access(['c=r/o'], { cluster: { memberships } });
  expect(shop.holders(orders, 'SELECT').map((holder) => holder.role)).not.toContain('a');
  expect(shop.reachers(orders, 'SELECT')).toEqual([
    { role: 'a', via: ['role b', 'role c'], grantable: false },
  ]);
  expect(shop.holders(orders, 'SELECT').find((holder) => holder.role === 'b')?.via).toEqual(['role c']);
});

test('a way through a superuser reaches everything', () => {
  const shop = access([], { cluster: { memberships: [membership('a', 'postgres', 'S')] } });
  expect(shop.reachers(orders, 'DELETE').filter((holder) => holder.role === 'a')).toEqual([
    { role: 'a', via: ['role postgres', 'superuser'], grantable: false },
  ]);
});

test('a role called PUBLIC is not the pseudo-role', () => {
  const roles = ['a', 'PUBLIC', 'o'].map((name) => role(name));
  const named = access(['PUBLIC=r/o'], { cluster: { roles } });
  expect(named.holders(orders, 'SELECT')).toEqual([
    { role: 'PUBLIC', via: ['role PUBLIC'], grantable: false },
  ]);
  const everybody = access(['=r/o'], { cluster: { roles } }).holders(orders, 'SELECT');
  expect(everybody.map((holder) => holder.via)).toEqual([['PUBLIC'], ['PUBLIC'], ['PUBLIC']]);
});

test('writes to a system catalog are for superusers, also those written in its ACL; views are exempt', () => {
  const table = access(['=ar/o'], {}, { oid: 1259 });
  expect(table.has('pg_write_all_data', orders, 'INSERT')).toBe(false);
  expect(table.has('a', orders, 'INSERT')).toBe(false);
  expect(table.has('a', orders, 'SELECT')).toBe(true);
  const view = access(['=ar/o'], {}, { oid: 1259, kind: 'view' });
  expect(view.has('a', { ...orders, kind: 'view' }, 'INSERT')).toBe(true);
});

test('MAINTAIN and pg_maintain begin with 17', () => {
  expect(access(null, { versionNum: 160_000 }).has('o', orders, 'MAINTAIN')).toBe(false);
  const shop = access(null, { versionNum: 170_000 });
  expect([shop.has('o', orders, 'MAINTAIN'), shop.has('pg_maintain', orders, 'MAINTAIN')]).toEqual([
    true,
    true,
  ]);
});

test('a column has what its relation grants, and what is granted on it besides', () => {
  const column = {
    schema: 'public',
    relation: 'orders',
    name: 'id',
    type: 'int4',
    notNull: true,
    comment: null,
  };
  const shop = access(['a=r/o'], { database: { columns: [{ ...column, acl: ['b=r/o'] }] } });
  const ref: GrantableRef = { kind: 'column', schema: 'public', name: 'orders', column: 'id' };
  expect(['a', 'b', 'c'].map((name) => shop.has(name, ref, 'SELECT'))).toEqual([true, true, false]);
  expect(shop.has('b', orders, 'SELECT')).toBe(false);
  expect(shop.has('a', { ...ref, column: 'without an ACL' }, 'SELECT')).toBe(true);
});

test('lo_compat_privileges leaves large objects unguarded', () => {
  const setting = {
    unit: null,
    context: 'superuser',
    source: 'x',
    sourceFile: null,
    bootValue: 'off',
    pendingRestart: false,
  };
  const largeObjects = (value: string) =>
    access(null, {
      cluster: { settings: [{ ...setting, name: 'lo_compat_privileges', value }] },
      database: { 'large-objects': [{ oid: 17_000, owner: 'o', acl: null }] },
    }).has('a', { kind: 'large-object', name: '17000' }, 'SELECT');
  expect([largeObjects('off'), largeObjects('on')]).toEqual([false, true]);
});

test('a parameter nobody was granted is for superusers, one that was is for its grantees', () => {
  const facts = fixtureFacts({
    cluster: {
      roles: [role('postgres', { superuser: true }), role('a'), role('b')],
      memberships: [membership('b', 'postgres', 'I')],
      'parameter-acls': [{ name: 'log_statement', acl: ['postgres=sA/postgres', 'a=s/postgres'] }],
    },
  });
  const has = (name: string, parameter: string) =>
    clusterAccess(facts).has(name, { kind: 'parameter', name: parameter }, 'SET');
  expect([
    has('a', 'LOG_statement'),
    has('b', 'log_statement'),
    has('a', 'work_mem'),
    has('postgres', 'work_mem'),
  ]).toEqual([true, true, false, true]);
});

test('an unread section is no empty one, and an unknown object no denied one', () => {
  const shop = access(null);
  expect(() => shop.has('a', { kind: 'schema', name: 'public' }, 'USAGE')).toThrow(UnreadSection);
  expect(() => shop.has('a', { ...orders, name: 'gone' }, 'SELECT')).toThrow(RangeError);
});
