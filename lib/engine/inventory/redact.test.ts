import { expect, test } from 'vitest';
import { redactAssignment, redacted, redactInside, redactValue } from './redact.ts';

test.each([
  ['primary_conninfo', 'postgres://a:hunter2@b/c'],
  ['ssl_passphrase_command', 'echo hunter2'],
  ['app.jwt_secret', 'hunter2'],
  ['myext.api_key', 'hunter2'],
  ['app.db_password', 'hunter2'],
  ['vault.token', 'hunter2'],
])('%s is hidden whole', (name, value) => {
  expect(redactValue(name, value)).toBe(redacted);
  expect(redactValue(name, '')).toBe('');
});

test.each([
  ['host=a password=hunter2', "password='[secret]'"],
  ["user=x password = 'hun ter\\'2' sslmode = verify-full", "sslmode='verify-full' password='[secret]'"],
  ['host=a user=b', "host='[secret]'"],
  ['host=a sslmode=require', "sslmode='require'"],
  ["passfile='/a b/p' password=", "passfile='/a b/p'"],
  ["sslmode=require password='hunter2", '[secret]'],
  ["application_name='hunter2 sslmode=disable' sslmode=require", "sslmode='require'"],
])('of the connection string %s stays %s', (value, kept) => {
  expect(redactValue('primary_conninfo', value)).toBe(kept);
});

test.each([
  ['password_encryption', 'scram-sha-256'],
  ['ssl_key_file', 'server.key'],
  ['krb_server_keyfile', 'FILE:/etc/krb5.keytab'],
  ['passwordcheck.min_length', '8'],
  ['search_path', '"$user", public'],
  ['archive_command', 'test ! -f /a/%f && cp %p /a/%f'],
])('%s is kept', (name, value) => {
  expect(redactValue(name, value)).toBe(value);
});

test('secrets inside commands, URLs and options', () => {
  expect(redactInside('push --password hunter2 %p')).toBe(`push --password ${redacted} %p`);
  expect(redactInside('AWS_SECRET_ACCESS_KEY=hunter2 wal-g push')).not.toContain('hunter2');
  expect(redactInside('cp s3://key:hunter2@bucket/%f %p')).toBe(`cp s3://key:${redacted}@bucket/%f %p`);
  expect(redactAssignment('ldapbindpasswd=hunter2')).toBe(`ldapbindpasswd=${redacted}`);
  expect(redactAssignment('password=hunter2=x')).toBe(`password=${redacted}`);
  expect(redactAssignment('host=db.example')).toBe('host=db.example');
  expect(redactAssignment('clientcert=verify-full')).toBe('clientcert=verify-full');
});
