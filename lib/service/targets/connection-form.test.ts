import { expect, test } from 'vitest';
import { connectionSchema, readConnectionUrl } from './connection-form.ts';

test.each([
  [
    'postgres://scan:p%40ss%3Aw%2Frd%23@db.example.com:6432/shop?sslmode=require',
    {
      host: 'db.example.com',
      port: 6432,
      user: 'scan',
      password: 'p@ss:w/rd#',
      database: 'shop',
      sslMode: 'require',
    },
  ],
  ['postgresql://scan@[2001:db8::1]/shop', { host: '2001:db8::1', port: 5432, password: null }],
  ['postgres://scan@%2Fvar%2Frun%2Fpostgresql/shop', { host: '/var/run/postgresql' }],
  ['postgres://scan@db/shop?sslmode=verify-full', { sslMode: 'verify-full', sslRootCert: null }],
  ['postgres://scan@db/shop?sslmode=verify-full&sslrootcert=system', { sslMode: 'verify-full' }],
])('%s fills the form', (url, fields) => {
  const read = readConnectionUrl(url);
  expect(read).toMatchObject(fields);
  expect(connectionSchema.safeParse(read).success).toBe(true);
});

test.each([
  'mysql://u@h/d',
  '',
  'postgres://u:p@ss:hunter2@h:x/d',
  'postgres://u@h,h2/d',
  'postgres://u@h/d?sslmode=verify-full&sslrootcert=/etc/passwd',
  'postgres://u@h/d?sslkey=/root/.ssh/id_rsa',
  'postgres://u@h/d?options=-c%20log_statement%3Dall',
  'postgres://u%zz@h/d',
])('%s is refused in a sentence that holds no password', (url) => {
  expect(() => readConnectionUrl(url)).toThrow(expect.objectContaining({ code: 'invalid-input' }));
  try {
    readConnectionUrl(url);
  } catch (error) {
    expect(String(error)).not.toContain('hunter2');
  }
});

test.each([
  { host: 'a b' },
  { host: 'h,h2' },
  { host: '' },
  { port: 0 },
  { port: 65_536 },
  { database: '\0' },
  { user: 'é'.repeat(32) },
  { sslRootCert: '/etc/ssl/cert.pem' },
])('%j is no connection', (change) => {
  const good = { host: 'db', port: 5432, database: 'shop', user: 'scan', sslMode: 'verify-full' };
  expect(connectionSchema.safeParse(good).success).toBe(true);
  expect(connectionSchema.safeParse({ ...good, ...change }).success).toBe(false);
});
