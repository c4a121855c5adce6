import { expect, test } from 'vitest';
import { dependentText, privilegesText, roleSentences, sessionText, type WordedLine } from './impact-text.ts';

const line = (part: Partial<WordedLine>): WordedLine => ({
  role: 'reporting_ro',
  kind: 'table',
  schema: 'app',
  name: 't',
  column: null,
  signature: null,
  privilege: 'SELECT',
  how: 'inherited',
  otherwise: null,
  ...part,
});

test('one object is named, many are counted', () => {
  expect(roleSentences([line({})], 'loses')).toEqual(['reporting_ro loses SELECT on table app.t']);
  const many = Array.from({ length: 12 }, (_, at) => line({ name: `t${at}` }));
  expect(roleSentences(many, 'loses')).toEqual(['reporting_ro loses SELECT on 12 tables']);
  expect(privilegesText([...many, ...many.map((one) => ({ ...one, privilege: 'INSERT' }))])).toBe(
    'INSERT, SELECT on 12 tables',
  );
  expect(
    privilegesText([line({ kind: 'function', name: 'f', signature: 'integer', privilege: 'EXECUTE' })]),
  ).toBe('EXECUTE on function app.f(integer)');
});

test('what is left is said', () => {
  expect(privilegesText([line({ otherwise: 'set-role' })])).toBe('SELECT without SET ROLE on table app.t');
  expect(privilegesText([line({ otherwise: 'inherited' })])).toBe(
    'the grant option of SELECT on table app.t',
  );
});

test('more phrases than one reads are counted', () => {
  const kinds = ['table', 'view', 'sequence', 'schema', 'language', 'materialized-view'];
  expect(privilegesText(kinds.map((kind) => line({ kind })))).toBe(
    'SELECT on table app.t; SELECT on view app.t; SELECT on sequence app.t; SELECT on schema app.t; and 2 more',
  );
});

test('the customer’s roles come first', () => {
  const sentences = roleSentences([line({ role: 'pg_monitor' }), line({ role: 'zed' })], 'gains');
  expect(sentences.map((one) => one.split(' ')[0])).toEqual(['zed', 'pg_monitor']);
});

test('sessions and dependents', () => {
  const session = {
    role: 'app',
    address: null,
    application: 'psql',
    count: 3,
    why: 'its role may not log in any more',
  };
  expect(sessionText(session)).toBe(
    'app from the socket (psql), 3 sessions: its role may not log in any more',
  );
  const object = { kind: 'view', database: 'shop', schema: 'app', name: 'v' } as const;
  expect(dependentText({ object, roles: ['a', 'b'], outcome: 'may-fail', why: 'because' })).toBe(
    'view app.v in shop may fail for a, b: because',
  );
  expect(dependentText({ object, roles: null, outcome: 'fails', why: 'because' })).toContain(
    'will fail for everybody',
  );
});
