import { expect, test } from 'vitest';
import { splitNameList } from './list-setting.ts';

test.each([
  ['', []],
  ['pg_catalog, pg_temp', ['pg_catalog', 'pg_temp']],
  ['"$user", Public', ['$user', 'public']],
  ['"A ""b"", c" ,d', ['A "b", c', 'd']],
  ['""', ['']],
] as const)('%j', (value, names) => {
  expect(splitNameList(value)).toEqual(names);
});
