import { expect, test } from 'vitest';
import type { ObjectRef } from '../model/object-ref.ts';
import { acceptanceFor } from './acceptance.ts';
import { parseExceptionObject } from './exception-object.ts';
import type { Policy } from './policy.ts';

const policy = (object: string | undefined, expires = '2027-03-31'): Policy => ({
  version: 1,
  exceptions: [{ control: 'c', object, reason: 'because', approvedBy: 'ciso', expires }],
});
const accepted = (object: string | undefined, ref: ObjectRef, today = '2027-03-31') =>
  acceptanceFor({ control: 'c', fingerprint: 'f'.repeat(32), object: ref }, policy(object), today) !== null;

test('an exception holds to the end of its last day and not a day longer', () => {
  const ref: ObjectRef = { kind: 'role', name: 'dba_anna' };
  expect(accepted('role:dba_anna', ref, '2027-03-31')).toBe(true);
  expect(accepted('role:dba_anna', ref, '2027-04-01')).toBe(false);
});

test('of several that fit, the one that lasts longest is told', () => {
  const two: Policy = {
    version: 1,
    exceptions: [
      { control: 'c', reason: 'short', approvedBy: 'a', expires: '2027-01-01' },
      { control: 'c', reason: 'long', approvedBy: 'b', expires: '2028-01-01' },
    ],
  };
  expect(
    acceptanceFor({ control: 'c', fingerprint: '', object: { kind: 'cluster' } }, two, '2026-01-01'),
  ).toEqual({
    reason: 'long',
    approvedBy: 'b',
    until: '2028-01-01',
  });
});

test.each<[string | undefined, ObjectRef, boolean]>([
  [undefined, { kind: 'cluster' }, true],
  ['cluster', { kind: 'cluster' }, true],
  ['cluster', { kind: 'role', name: 'a' }, false],
  ['role:dba_anna', { kind: 'role', name: 'dba_annA' }, false],
  ['role:a', { kind: 'membership', role: 'a', name: 'b' }, true],
  ['role:b', { kind: 'membership', role: 'a', name: 'b' }, false],
  ['role:a', { kind: 'table', schema: 's', name: 'a' }, false],
  ['table:app.orders', { kind: 'table', database: 'shop', schema: 'app', name: 'orders' }, true],
  ['table:app.orders', { kind: 'view', database: 'shop', schema: 'app', name: 'orders' }, false],
  ['table:shop.app.orders', { kind: 'table', database: 'shop', schema: 'app', name: 'orders' }, true],
  ['table:other.app.orders', { kind: 'table', database: 'shop', schema: 'app', name: 'orders' }, false],
  ['table:"a.b"."c""d"', { kind: 'table', database: 'x', schema: 'a.b', name: 'c"d' }, true],
  [
    'column:app.customers.ssn',
    { kind: 'column', database: 'x', schema: 'app', name: 'customers', column: 'ssn' },
    true,
  ],
  [
    'column:app.customers.ssn',
    { kind: 'column', database: 'x', schema: 'app', relation: 'customers', name: 'ssn', column: 'ssn' },
    true,
  ],
  [
    'column:app.customers.ssn',
    { kind: 'column', database: 'x', schema: 'app', relation: 'other', name: 'ssn', column: 'ssn' },
    false,
  ],
  [
    'function:app.f(integer)',
    { kind: 'function', database: 'x', schema: 'app', name: 'f', signature: 'integer' },
    true,
  ],
  [
    'function:app.f()',
    { kind: 'function', database: 'x', schema: 'app', name: 'f', signature: 'integer' },
    false,
  ],
  ['setting:pgaudit.log', { kind: 'setting', name: 'pgaudit.log' }, true],
  ['hba-rule:host all all 10.0.0.0/8 md5', { kind: 'hba-rule', rule: 'host all all 10.0.0.0/8 md5' }, true],
  ['database:shop', { kind: 'database', database: 'shop' }, true],
  ['schema:app', { kind: 'schema', database: 'shop', schema: 'app' }, true],
  ['schema:shop.app', { kind: 'schema', database: 'shop', schema: 'app', name: 'app' }, true],
  [`finding:${'f'.repeat(32)}`, { kind: 'cluster' }, true],
  [`finding:${'e'.repeat(32)}`, { kind: 'cluster' }, false],
  ['nonsense', { kind: 'cluster' }, false],
])('%s against %j: %s', (object, ref, answer) => {
  expect(accepted(object, ref)).toBe(answer);
});

test.each([
  '',
  'role',
  'role:',
  'table:orders',
  'table:"a.b',
  'function:app.f',
  'spaceship:x',
  'table:a.b.c.d',
  'finding:abc',
])('%j is told to be no object', (text) => {
  expect(parseExceptionObject(text)).toHaveProperty('problem');
});
