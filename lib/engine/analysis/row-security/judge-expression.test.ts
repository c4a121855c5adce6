import { beforeAll, expect, test } from 'vitest';
import { judgeExpression } from './judge-expression.ts';
import { loadParser } from './parser.ts';

beforeAll(loadParser);

const constant = (text: string, notNull: string[] = []) => judgeExpression(text, { notNull }).constant;

test.each([
  'true',
  '(NOT false)',
  '1 = 1',
  '(id = id) OR true',
  'id = id',
  '(x IS NULL) OR (x IS NOT NULL)',
  'COALESCE(true, (id = 1))',
  '(a = 1) OR (a <> 1) OR (a IS NULL)',
  '(a < 5) OR (a >= 5)',
  '(a > 5) OR (5 >= a)',
  'EXISTS ( SELECT 1)',
  '( SELECT true)',
  "('t'::text)::boolean",
  'CASE WHEN (a = 1) THEN true ELSE true END',
  "(name ~~ '%'::text)",
  '(flag IS NOT TRUE) OR flag',
  '(a IS NOT DISTINCT FROM a)',
  "('admin'::text = ANY (ARRAY['admin'::text, 'x'::text]))",
  'NOT (false AND (secret = 1))',
  '(CURRENT_USER = CURRENT_USER)',
  "(lower(a) = 'x') OR (NOT (lower(a) = 'x')) OR (lower(a) IS NULL)",
])('%s is always true', (text) => {
  expect(constant(text)).toBe('true');
});

test.each([
  'false',
  'NOT true',
  '1 = 2',
  'NULL::boolean',
  '(a IS NULL) AND (a IS NOT NULL)',
  '(a = 1) AND false',
  '(NULL::text = tenant)',
  "('a'::text = 'b'::text)",
])('%s lets nobody through', (text) => {
  expect(constant(text)).toBe('false');
});

test.each([
  'tenant_id = 1',
  'deleted_at IS NOT NULL',
  'random() = random()',
  '(a = 1) OR (b <> 1)',
  "pg_has_role(owner, 'USAGE'::text)",
  'EXISTS ( SELECT 1 FROM app.members m WHERE (m.id = t.id))',
  '(a < 5) OR (a > 5)',
  "name ~~ 'x%'::text",
])('%s depends on the row', (text) => {
  expect(constant(text)).toBeNull();
});

test('a NOT NULL column cannot be NULL', () => {
  expect(constant('tenant_id IS NOT NULL', ['tenant_id'])).toBe('true');
  expect(constant('tenant_id IS NOT NULL')).toBeNull();
});

const guarded = "(tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)";

test.each([
  [guarded, 'hides', 'hides'],
  ["(tenant_id = (current_setting('app.tenant_id'::text, true))::uuid)", 'hides', 'error'],
  ["(tenant_id = (current_setting('app.tenant_id'::text))::uuid)", 'error', 'error'],
  ["(tenant_id = current_setting('app.tenant_id'::text, true))", 'hides', 'varies'],
  [`(current_setting('app.tenant_id'::text, true) IS NULL) OR ${guarded}`, 'opens', 'hides'],
  [
    "(COALESCE(current_setting('app.t'::text, true), ''::text) = ''::text) OR (tenant = current_setting('app.t'::text, true))",
    'opens',
    'opens',
  ],
  [
    "((tenant_id)::text = COALESCE(NULLIF(( SELECT current_setting('app.t'::text, true) AS current_setting), ''::text), (tenant_id)::text))",
    'opens',
    'opens',
  ],
])('%s: %s without the setting, %s with an empty one', (text, absent, empty) => {
  expect(judgeExpression(text)).toMatchObject({
    whenSettingsAbsent: absent,
    whenSettingsEmpty: empty,
    constant: null,
  });
});

test('what an expression mentions', () => {
  const judged = judgeExpression(
    `${guarded} AND (owner = CURRENT_USER) AND (EXISTS ( SELECT 1 FROM app.members m WHERE ((m.user_id = orders.user_id) AND (m.role = 'x'::text) AND auth.ok(m.id))))`,
    { relation: 'orders', columns: ['tenant_id', 'owner', 'user_id', 'role'], tenantColumn: 'tenant_id' },
  );
  expect(judged).toMatchObject({
    columns: ['owner', 'tenant_id', 'user_id'],
    mentionsTenantColumn: true,
    settings: [{ name: 'app.tenant_id', missingOk: true, guardedAgainstEmpty: true }],
    functions: ['auth.ok', 'current_setting'],
    relations: ['app.members'],
    identities: ['current_user'],
    parseError: null,
  });
  expect(
    judgeExpression('EXISTS ( SELECT 1 FROM m WHERE (m.tenant_id = 1))', {
      relation: 'orders',
      columns: ['tenant_id'],
      tenantColumn: 'tenant_id',
    }).mentionsTenantColumn,
  ).toBe(false);
});

test('what IN compares with a subquery is a column of the row', () => {
  const scope = { relation: 'orders', columns: ['tenant_id', 'org'], tenantColumn: 'tenant_id' };
  const looked = judgeExpression(
    '(tenant_id IN ( SELECT members.org FROM members WHERE (members.who = CURRENT_USER)))',
    scope,
  );
  expect(looked).toMatchObject({ columns: ['tenant_id'], mentionsTenantColumn: true });
});

test('what does not parse, or is more than an expression, is not judged', () => {
  expect(judgeExpression('(a = ')).toMatchObject({
    constant: null,
    parseError: expect.stringContaining('syntax error'),
  });
  expect(judgeExpression('')).toMatchObject({
    constant: null,
    parseError: 'it was dropped while the scan ran',
  });
  expect(judgeExpression('true) FROM (SELECT 1').parseError).not.toBeNull();
  expect(judgeExpression('true); DROP TABLE t; SELECT (1').parseError).not.toBeNull();
  expect(judgeExpression(`${'('.repeat(3000)}true${')'.repeat(3000)}`).parseError).toContain('deeply');
  expect(
    judgeExpression(Array.from({ length: 20 }, (_, at) => `(a${at} = b${at})`).join(' OR ')).constant,
  ).toBeNull();
  expect(judgeExpression(`true${' AND true'.repeat(20_000)}`)).toMatchObject({ parseError: null });
});
