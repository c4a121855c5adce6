import { expect, test } from 'vitest';
import type { ObjectRef } from '../model/object-ref.ts';
import { isExactly, isExcepted } from './exception-object.ts';
import { exceptionText } from './exception-text.ts';

const fingerprint = 'a'.repeat(32);

test.each<[ObjectRef, string]>([
  [{ kind: 'role', role: 'postgres' }, 'role:postgres'],
  [{ kind: 'role', role: 'we"ird . name' }, 'role:we"ird . name'],
  [{ kind: 'cluster' }, 'cluster'],
  [{ kind: 'table', database: 'shop', schema: 'app', name: 'orders' }, 'table:shop.app.orders'],
  [{ kind: 'table', database: 's.1', schema: 'a"b', name: 'o x' }, 'table:"s.1"."a""b"."o x"'],
  [
    { kind: 'column', database: 'shop', schema: 'app', name: 'customers', column: 'ssn' },
    'column:shop.app.customers.ssn',
  ],
  [
    { kind: 'function', database: 'shop', schema: 'app', name: 'f', signature: 'integer, text' },
    'function:shop.app.f(integer, text)',
  ],
  [
    { kind: 'policy', database: 'shop', schema: 'app', relation: 'orders', name: 'tenant' },
    'policy:shop.app.orders.tenant',
  ],
  [{ kind: 'schema', database: 'shop', schema: 'app' }, 'schema:shop.app'],
  [{ kind: 'database', name: 'shop' }, 'database:shop'],
  [{ kind: 'setting', name: 'pgaudit.log' }, 'setting:pgaudit.log'],
  [{ kind: 'extension', database: 'shop', name: 'dblink' }, 'extension:shop.dblink'],
  [{ kind: 'hba-rule', rule: 'host all all 10.0.0.0/8 md5' }, 'hba-rule:host all all 10.0.0.0/8 md5'],
  // The object alone would take in the next role, the next member, a hostile line end.
  [{ kind: 'table', database: 'shop', schema: 'app', name: 'orders', role: 'bob' }, `finding:${fingerprint}`],
  [
    { kind: 'table', database: 'shop', schema: 'app', name: 'orders', public: true },
    `finding:${fingerprint}`,
  ],
  [{ kind: 'membership', role: 'anna', name: 'dba' }, `finding:${fingerprint}`],
  [{ kind: 'role', role: 'two\nlines' }, `finding:${fingerprint}`],
  [{ kind: 'role', role: '\u202ex' }, `finding:${fingerprint}`],
])('%j is written %s, and read back is that finding and no other', (object, text) => {
  const finding = { fingerprint, object };
  expect(exceptionText(finding)).toBe(text);
  expect(isExactly(text, finding)).toBe(true);
  expect(isExcepted(text, finding)).toBe(true);
  const neighbour = { fingerprint: 'b'.repeat(32), object: { ...object, role: 'somebody else' } };
  expect(isExactly(text, neighbour)).toBe(false);
});
