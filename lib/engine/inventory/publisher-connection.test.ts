import { expect, test } from 'vitest';
import { publisherConnection } from './publisher-connection.ts';

test.each([
  ['host=far password=x sslmode=verify-full', true, 'verify-full', false],
  ["host=far password='' user=a", false, null, false],
  ['dbname=shop', false, null, true],
  ['host=/run/postgresql,localhost', false, null, true],
  ['host=far hostaddr=127.0.0.1', false, null, true],
  ['host=localhost,far', false, null, false],
  ['postgresql://copier:p%40ss@far:5433/shop?sslmode=require', true, 'require', false],
  ['postgres://copier@far/shop?password=x&ssl=true', true, 'require', false],
  ['postgresql:///shop?host=/run/postgresql', false, null, true],
  ['postgresql://[::1]:5432/shop', false, null, true],
  ['postgresql://far', false, null, false],
])('%s', (text, holdsPassword, sslmode, local) => {
  expect(publisherConnection(text)).toEqual({ holdsPassword, sslmode, local });
});

test('what cannot be understood is not guessed at', () => {
  expect(publisherConnection('host')).toBeNull();
  expect(publisherConnection('postgresql://a:%zz@far')).toBeNull();
});
