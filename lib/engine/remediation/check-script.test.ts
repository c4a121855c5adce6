import { beforeAll, expect, test } from 'vitest';
import { parseSql } from '../analysis/row-security/parser.ts';
import { checkConditions, checkStatements, loadScriptParser } from './check-script.ts';
import { literal } from './quote.ts';
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

test('a script may not hold what a plan does not consist of', () => {
  for (const sql of [
    'DO $$ BEGIN END $$',
    "COPY t TO PROGRAM 'x'",
    'COMMIT',
    'GRANT a TO b; COMMIT',
    "SELECT pg_read_file('x')",
  ])
    expect(() => checkStatements([{ sql, lock: null, transactional: true }])).toThrow('not rendered safely');
});
