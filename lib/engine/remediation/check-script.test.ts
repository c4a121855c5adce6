import { beforeAll, expect, test } from 'vitest';
import { parseSql } from '../analysis/row-security/parser.ts';
import { checkConditions, checkStatements, loadScriptParser } from './check-script.ts';
import { hideVerifiers } from './hide-verifiers.ts';
import { identifier, literal } from './quote.ts';
import { renderCreateRole } from './render/roles.ts';
import { conditionCheck } from './script-text.ts';

beforeAll(loadScriptParser);

const hostile = [
  "a'b",
  "a''b",
  '\\',
  "\\'",
  "'\\''; DROP TABLE x; --",
  "E'",
  "''",
  "a\nb\r\\'",
  '$$',
  "');--",
];

test.each(hostile)('a condition about %j is one question, however its shape was known before', (name) => {
  const asked = (text: string) => ({
    says: text,
    sql: `SELECT EXISTS (SELECT 1 WHERE 'a' = ${literal(text)}) AS holds`,
  });
  checkConditions([asked('plain'), asked(name)]);
  for (const sql of [asked(name).sql, conditionCheck(asked(name))]) {
    const result = parseSql(sql);
    if ('error' in result) throw new Error(result.error);
    expect(result.tree.stmts).toHaveLength(1);
  }
});

test('what is no question, or several, is no condition', () => {
  for (const sql of [
    'SELECT true; SELECT false',
    'DELETE FROM t',
    'SELECT (',
    "SELECT 'a' AS holds; DROP TABLE x",
  ])
    expect(() => checkConditions([{ says: 'x', sql }])).toThrow('not rendered safely');
});

const verifier =
  'SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=';

test('a password in a statement is a SCRAM verifier, or there is no script', () => {
  const check = (sql: string) => checkStatements([{ sql, lock: null, transactional: true }]);
  check(`ALTER ROLE a PASSWORD ${literal(verifier)}`);
  check(`ALTER ROLE a VALID UNTIL 'infinity' PASSWORD ${literal(verifier)} NOLOGIN`);
  for (const text of [
    'plain',
    '',
    'md59e107d9d372bb6826bd81d3542a419d6',
    `${verifier} `,
    verifier.slice(0, -2),
    verifier.replace('4096', '1'),
    verifier.replace('4096', '04096'),
    verifier.replace('W22ZaJ0SNY7soEsUEjb6gQ==', 'AAAA'),
    verifier.replace('4qY=', '4qZ='),
    hideVerifiers(verifier),
  ])
    for (const statement of [
      'ALTER ROLE a PASSWORD',
      'CREATE ROLE a LOGIN PASSWORD',
      'ALTER USER a ENCRYPTED PASSWORD',
    ])
      expect(() => check(`${statement} ${literal(text)}`)).toThrow('no SCRAM verifier');
  check('ALTER ROLE a PASSWORD NULL');
});

test('a script without its verifiers is none: the server would take any other literal for the password', () => {
  const statement = (role: string) => `ALTER ROLE ${role} PASSWORD ${literal(verifier)}`;
  const hidden = hideVerifiers(`BEGIN;\n${statement('a')};\n${statement('b')};\nCOMMIT;\n`);
  expect(hidden).not.toMatch(/W22Za|WG5d8|wfPL|'/);
  expect(hidden.match(/<SCRAM verifier, 4096 iterations, SHA-256 [0-9a-f]{12}, not shown>/g)).toHaveLength(2);
  expect(parseSql(hidden)).toHaveProperty('error');
  expect(hideVerifiers('ALTER ROLE a NOLOGIN')).toBe('ALTER ROLE a NOLOGIN');
  expect(hideVerifiers(`in words: ${verifier}.`)).toMatch(/^in words: <[^$]*>\.$/);
});

test('a script may not hold what a plan does not consist of', () => {
  for (const sql of [
    'DO $$ BEGIN END $$',
    "DO 'BEGIN DROP ROLE a; EXCEPTION WHEN duplicate_object THEN NULL; END'",
    "DO 'BEGIN CREATE ROLE a; DROP ROLE b; EXCEPTION WHEN duplicate_object THEN NULL; END'",
    "DO 'BEGIN CREATE ROLE a; EXCEPTION WHEN duplicate_object THEN NULL; DROP ROLE b; EXCEPTION WHEN duplicate_object THEN NULL; END'",
    "DO 'BEGIN CREATE ROLE a; EXCEPTION WHEN duplicate_object THEN NULL; END' LANGUAGE plperlu",
    "DO LANGUAGE plperlu 'BEGIN CREATE ROLE a; EXCEPTION WHEN duplicate_object THEN NULL; END'",
    "DO 'BEGIN EXECUTE ''CREATE ROLE a''; EXCEPTION WHEN duplicate_object THEN NULL; END'",
    "COPY t TO PROGRAM 'x'",
    'COMMIT',
    'GRANT a TO b; COMMIT',
    "SELECT pg_read_file('x')",
  ])
    expect(() => checkStatements([{ sql, lock: null, transactional: true }])).toThrow('not rendered safely');
});

test.each([
  ...hostile,
  '; EXCEPTION WHEN duplicate_object THEN NULL; END',
  '"; DROP ROLE x; --',
  'into',
  "x' IN ROLE a",
])('the block around CREATE ROLE %j holds that statement and no other', (role) => {
  const rendered = renderCreateRole({ do: 'create-role', role, attributes: { login: false } });
  checkStatements([rendered]);
  const result = parseSql(rendered.sql);
  if ('error' in result) throw new Error(result.error);
  expect(JSON.stringify(result.tree)).toContain(JSON.stringify(identifier(role)).slice(1, -1));
});
