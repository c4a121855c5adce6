import { expect, test } from 'vitest';
import { inWords, keyOf, sectionOf, valueAt, withValue } from './entry-value.ts';

const entry = { column: 'ssn', class: 'pii', encryption: { arrangement: 'pgcrypto' } };

test('values are read and written at one key and at two; the last key takes its map along', () => {
  expect(valueAt(entry, ['encryption', 'arrangement'])).toBe('pgcrypto');
  expect(valueAt(entry, ['column', 'arrangement'])).toBeUndefined();
  expect(withValue(entry, ['class'], 'secret')).toEqual({ ...entry, class: 'secret' });
  expect(Object.keys(withValue(entry, ['column'], 'x'))).toEqual(Object.keys(entry));
  expect(withValue(entry, ['encryption', 'keyHolder'], 'dba')).toMatchObject({
    encryption: { arrangement: 'pgcrypto', keyHolder: 'dba' },
  });
  expect(withValue(entry, ['encryption', 'arrangement'], undefined)).toEqual({ column: 'ssn', class: 'pii' });
});

test('keys, sections and words', () => {
  expect(keyOf({ role: 'a', kind: 'owner' }, ['role', 'databases'])).toEqual({ role: 'a' });
  expect(sectionOf({ threats: { add: [1] } }, 'threats.add')).toEqual([1]);
  expect(sectionOf(null, 'threats.add')).toBeUndefined();
  expect(inWords([])).toBe('nobody');
  expect(inWords([{ schema: 'app', privileges: ['SELECT', 'INSERT'] }])).toBe(
    'schema: app; privileges: SELECT, INSERT',
  );
});
