import { expect, test } from 'vitest';
import { highlight } from './highlight.ts';

test('SQL: keywords, strings and comments differ, and no character is lost', async () => {
  const code = `-- who\nREVOKE SELECT ON TABLE "app"."o'rders" FROM PUBLIC;\nSELECT 'it''s', 1;`;
  const lines = await highlight(code, 'sql');
  expect(lines.map((line) => line.map((token) => token.text).join('')).join('\n')).toBe(code);
  const classOf = (text: string) => lines.flat().find((token) => token.text.includes(text))?.className;
  expect(classOf('who')).toBe('text-code-comment');
  expect(classOf('SELECT')).toBe('text-code-keyword');
  expect(classOf("it''s")).toBe('text-code-string');
});

test('YAML keeps its text', async () => {
  const code = 'roles:\n  - role: app_service\n    kind: application # why\n';
  const lines = await highlight(code, 'yaml');
  expect(lines.map((line) => line.map((token) => token.text).join('')).join('\n')).toBe(code);
});

test('a very long script is shown plain', async () => {
  const lines = await highlight('SELECT 1;\n'.repeat(10_000), 'sql');
  expect(new Set(lines.flat().map((token) => token.className))).toEqual(new Set(['text-ink']));
});

test('neighbours of one colour are one token, with the blanks behind them', async () => {
  const [line = []] = await highlight("REVOKE SELECT ON app.orders FROM 'x'", 'sql');
  expect(line.map((token) => token.text).join('')).toBe("REVOKE SELECT ON app.orders FROM 'x'");
  expect(line.every((token, at) => at === 0 || token.className !== line[at - 1]?.className)).toBe(true);
  expect(line.filter((token) => token.text.trim() === '')).toEqual([]);
});
