import { loadModule, parseSync } from 'pgsql-parser';
import { beforeAll, expect, test } from 'vitest';
import { commentText, identifier, literal } from './quote.ts';

beforeAll(loadModule);

const hostile = [
  'a"b',
  "a'b",
  'a\nb',
  'a\rb',
  'a\\b',
  '$$',
  '; DROP TABLE x; --',
  '/* */',
  '\u202Eabc',
  'e\u0301',
  '\u00e9',
  '😀',
  'current_user',
  'PUBLIC',
  'x'.repeat(63),
];

test.each(hostile)('identifier %j is that one name to PostgreSQL', (name) => {
  const tree = parseSync(`SELECT ${identifier(name)}`);
  expect(tree.stmts).toHaveLength(1);
  expect(JSON.stringify(tree)).toContain(
    `"ColumnRef":{"fields":[{"String":{"sval":${JSON.stringify(name)}}}]`,
  );
});

test.each(hostile)('literal %j is that one string to PostgreSQL', (text) => {
  const tree = parseSync(`SELECT ${literal(text)}`);
  expect(tree.stmts).toHaveLength(1);
  expect(JSON.stringify(tree)).toContain(`"sval":{"sval":${JSON.stringify(text)}}`);
});

test('a zero byte is refused', () => {
  expect(() => identifier('a\0b')).toThrow('zero byte');
  expect(() => literal('a\0b')).toThrow('zero byte');
});

test.each(hostile)('a comment about %j hides nothing behind its end', (text) => {
  expect(parseSync(`-- ${commentText(text)}\nSELECT 1`).stmts).toHaveLength(1);
  expect(commentText(text)).not.toMatch(/[\r\n\\\u202e]/u);
});
