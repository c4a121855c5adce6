import { expect, test } from 'vitest';
import { TargetProblem, type TargetProblemCode } from './connection-target.ts';
import { resolveTarget, type TargetInput } from './resolve-target.ts';

const from = (url: string, rest: Omit<TargetInput, 'url'> = {}) => resolveTarget({ url, ...rest });

function problem(input: TargetInput): { code: TargetProblemCode; message: string } {
  try {
    resolveTarget(input);
  } catch (error) {
    if (error instanceof TargetProblem) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error('was accepted');
}

test('odd characters in user, password and database', () => {
  const target = from(
    'postgresql://us%3Aer%40x:p%40%2F%3A%3F%23%25%20%C3%BC%F0%9F%94%91@db.example:6432/my%2Fdb%20%22x%22',
  );
  expect(target).toMatchObject({ user: 'us:er@x', host: 'db.example', port: 6432, database: 'my/db "x"' });
  expect(target.password?.open()).toBe('p@/:?#% ü🔑');
});

test('an unencoded @, # or + in the password does no harm', () => {
  const target = from('postgres://u:a@b#c+d@h/db');
  expect(target.password?.open()).toBe('a@b#c+d');
  expect(target.host).toBe('h');
});

test('IPv6, socket directories, defaults', () => {
  expect(from('postgres://u@[2001:db8::1]:5433/d')).toMatchObject({ host: '2001:db8::1', port: 5433 });
  expect(from('postgres://u@[::1]/d')).toMatchObject({ host: '::1', port: 5432 });
  expect(from('postgres://u@%2Fvar%2Frun%2Fpostgresql/d').host).toBe('/var/run/postgresql');
  expect(from('postgres:///d?host=/tmp/sock&user=u&port=6000')).toMatchObject({
    host: '/tmp/sock',
    user: 'u',
    port: 6000,
    database: 'd',
  });
  expect(from('postgres://u@h')).toMatchObject({
    database: 'u',
    port: 5432,
    password: null,
    applicationName: 'postern',
  });
  expect(from('postgres://u@h').tls).toEqual({
    mode: 'prefer',
    rootCertificate: null,
    certificate: null,
    key: null,
  });
});

test('the environment fills in what the URL leaves out, and no more', () => {
  const env = {
    PGHOST: 'e',
    PGUSER: 'eu',
    PGPASSWORD: 'ep',
    PGDATABASE: 'ed',
    PGPORT: '7000',
    PGSSLMODE: 'require',
  };
  expect(resolveTarget({ env })).toMatchObject({
    host: 'e',
    user: 'eu',
    database: 'ed',
    port: 7000,
    tls: { mode: 'require' },
  });
  const mixed = from('postgres://u:p@h/d', { env });
  expect(mixed).toMatchObject({ host: 'h', user: 'u', database: 'd' });
  expect(mixed.password?.open()).toBe('p');
  expect(
    resolveTarget({ env: { USER: 'os' }, exists: (path) => path === '/tmp/.s.PGSQL.5432' }),
  ).toMatchObject({ host: '/tmp', user: 'os' });
});

test('.pgpass: first match, wildcards, escapes', () => {
  const readFile = (path: string) =>
    path === '/home/x/.pgpass'
      ? '# c\nother:*:*:*:no\nh:5432:*:u\\:1:pa\\\\ss\\:w:rest\n*:*:*:*:last\n'
      : null;
  const env = { HOME: '/home/x', PGUSER: 'u:1' };
  expect(from('postgres://h/d', { env, readFile }).password?.open()).toBe('pa\\ss:w:rest');
  expect(from('postgres://i/d', { env, readFile }).password?.open()).toBe('last');
  expect(from('postgres://h/d', { env: { ...env, PGPASSFILE: '/none' }, readFile }).password).toBeNull();
});

test('TLS files are read once, as text, and only where reading is allowed', () => {
  const files: Record<string, string> = {
    '/ca': 'CA',
    '/c': 'CERT',
    '/k': 'KEY',
    '/home/x/.postgresql/root.crt': 'HOME-CA',
  };
  const readFile = (path: string) => files[path] ?? null;
  const { tls } = from('postgres://u@h/d?sslmode=verify-full&sslrootcert=/ca&sslcert=/c&sslkey=/k', {
    readFile,
  });
  expect(tls).toMatchObject({ mode: 'verify-full', rootCertificate: 'CA', certificate: 'CERT' });
  expect(tls.key?.open()).toBe('KEY');
  expect(
    from('postgres://u@h/d?sslmode=require', { readFile, env: { HOME: '/home/x' } }).tls.rootCertificate,
  ).toBe('HOME-CA');
  expect(from('postgres://u@h/d?sslrootcert=system').tls).toMatchObject({
    mode: 'verify-full',
    rootCertificate: null,
  });
  expect(problem({ url: 'postgres://u@h/d?sslrootcert=/etc/shadow&sslmode=require' }).code).toBe(
    'local-file',
  );
});

test.each<[string, TargetProblemCode]>([
  ['', 'not-a-url'],
  ['mysql://u:hunter2@h/d', 'not-a-url'],
  ['postgres//u:hunter2@h/d', 'not-a-url'],
  ['postgres://u:hunter2%@h/d', 'percent-encoding'],
  ['postgres://u:hunter2%00@h/d', 'percent-encoding'],
  ['postgres://u:hunter2/x@h/d', 'port'],
  ['postgres://u:hunter2@h:70000/d', 'port'],
  ['postgres://u:hunter2@h:x/d', 'port'],
  ['postgres://u:hunter2@::1/d', 'host'],
  ['postgres://u:hunter2@[::1/d', 'host'],
  ['postgres://u:hunter2@h1,h2/d', 'several-hosts'],
  ['postgres://u:hunter2@h/d?sslmod=require', 'unknown-parameter'],
  ['postgres://u:hunter2@h/d?__proto__=x', 'unknown-parameter'],
  ['postgres://u:hunter2@h/d?sslmode=no-verify', 'parameter-value'],
  ['postgres://u:hunter2@h/d?sslmode', 'parameter-value'],
  ['postgres://u:hunter2@h/d?options=-csearch_path%3Devil', 'unsupported-parameter'],
  ['postgres://u:hunter2@h/d?hostaddr=10.0.0.1', 'unsupported-parameter'],
  ['postgres://u:hunter2@h/d?channel_binding=require', 'unsupported-parameter'],
  ['postgres://u:hunter2@h/d?uselibpqcompat=true', 'unknown-parameter'],
  ['postgres://u:hunter2@h/d?connect_timeout=soon', 'parameter-value'],
  ['postgres://u:hunter2@h/d?sslmode=verify-full', 'missing-root-certificate'],
  ['postgres://u:hunter2@h/d?sslmode=verify-ca&sslrootcert=system', 'parameter-value'],
  ['postgres://h/d', 'missing-user'],
])('%s is refused as %s, without the password', (url, code) => {
  const { code: actual, message } = problem({ url });
  expect(actual).toBe(code);
  expect(message).not.toContain('hunter2');
  expect(message).not.toMatch(/[\n\r]/);
});
