import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type HbaDecideArguments, runHbaDecide } from './hba-decide.ts';

const directory = mkdtempSync(path.join(tmpdir(), 'postern-hba-'));
afterAll(() => rmSync(directory, { recursive: true }));

function put(name: string, text: string): string {
  const file = path.join(directory, name);
  writeFileSync(file, text);
  return file;
}

function run(given: HbaDecideArguments) {
  const out: string[] = [];
  const err: string[] = [];
  const code = runHbaDecide(given, {
    stdout: { write: (text) => out.push(text) },
    stderr: { write: (text) => err.push(text) },
  });
  return { code, out: out.join(''), err: err.join('') };
}

const hba = put('pg_hba.conf', 'include more.hba\nhostssl shop +writers 10.0.0.0/8 cert map=m\n');
put('more.hba', 'local all postgres peer\n');
const ident = put('pg_ident.conf', 'm app app\n');
const request = {
  user: 'app',
  database: 'shop',
  address: '10.0.0.7',
  tls: true,
  gss: false,
  replication: false,
  memberOf: ['writers'],
  superuser: false,
  serverAddresses: ['10.0.0.2/24'],
};

test('answers in the order and shape of the request', () => {
  const answer = run({
    file: hba,
    ident,
    serverVersion: '16.14',
    request: put('one.json', JSON.stringify(request)),
  });
  expect(answer.code).toBe(0);
  expect(JSON.parse(answer.out)).toEqual({
    decision: 'method',
    method: 'cert',
    options: { map: 'm', clientcert: 'verify-full' },
    rule: { file: hba, line: 2 },
    reason: 'the first matching rule; map "m" is line 1 of the ident file',
  });
  const many = run({
    file: hba,
    request: put(
      'many.json',
      JSON.stringify([
        request,
        { ...request, user: 'postgres', address: null, tls: false },
        { ...request, tls: false },
      ]),
    ),
  });
  expect(
    JSON.parse(many.out).map(({ decision, rule }: { decision: string; rule: unknown }) => [decision, rule]),
  ).toEqual([
    ['method', { file: hba, line: 2 }],
    ['method', { file: path.join(directory, 'more.hba'), line: 1 }],
    ['implicit-reject', null],
  ]);
});

test('an include line spoils the file before 16', () => {
  const answer = run({ file: hba, serverVersion: '15', request: put('one.json', JSON.stringify(request)) });
  expect(JSON.parse(answer.out)).toMatchObject({ decision: 'file-error', method: null, rule: null });
});

test.each([
  ['there is no such file', { file: path.join(directory, 'absent'), request: 'one.json' }],
  ['not JSON', { file: hba, request: put('bad.json', '{') }],
  ['request 1, user', { file: hba, request: put('user.json', '[{"database":"x"}]') }],
  [
    'is not an IP address',
    { file: hba, request: put('address.json', JSON.stringify({ ...request, address: 'example.com' })) },
  ],
  ['Unrecognized key', { file: hba, request: put('key.json', JSON.stringify({ ...request, memberof: [] })) }],
  [
    'none of 14 to 18',
    { file: hba, serverVersion: '9.6', request: put('one.json', JSON.stringify(request)) },
  ],
])('%s: code 2 and one line', (why, given) => {
  const answer = run({
    ...given,
    request: given.request === 'one.json' ? put('one.json', JSON.stringify(request)) : given.request,
  });
  expect(answer.code).toBe(2);
  expect(answer.out).toBe('');
  expect(answer.err).toContain(why);
  expect(answer.err.trimEnd().split('\n')).toHaveLength(1);
});
