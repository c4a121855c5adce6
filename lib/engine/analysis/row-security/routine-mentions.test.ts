import { beforeAll, expect, test } from 'vitest';
import type { RoutineRow } from '../../inventory/sections/routines.ts';
import { loadParser } from './parser.ts';
import { routineMentions } from './routine-mentions.ts';

beforeAll(loadParser);

function mentions(
  language: string,
  source: string | null,
  returnType: string | null = 'void',
  kind: RoutineRow['kind'] = 'function',
) {
  const routine: RoutineRow = {
    schema: 'app',
    name: 'f',
    signature: '',
    kind,
    owner: 'owner',
    acl: null,
    language,
    securityDefiner: true,
    leakproof: false,
    returnType,
    config: [],
    source,
    extension: null,
  };
  const { relations, incomplete } = routineMentions(routine);
  return [
    [...new Set(relations.map(({ schema, name }) => (schema === null ? name : `${schema}.${name}`)))]
      .sort()
      .join(' '),
    incomplete,
  ];
}

test('SQL bodies, old and standard', () => {
  expect(
    mentions('sql', 'WITH x AS (SELECT * FROM app.a) INSERT INTO app.b SELECT * FROM x JOIN c USING (id)'),
  ).toEqual(['app.a app.b c', null]);
  expect(mentions('sql', 'BEGIN ATOMIC\n SELECT a.id FROM app.a;\nDELETE FROM app.b;\nEND')).toEqual([
    'app.a app.b',
    null,
  ]);
  expect(mentions('sql', 'RETURN (SELECT count(*) FROM app.a)', 'bigint')).toEqual(['app.a', null]);
  expect(mentions('sql', 'SELECT $1 FROM app.a', 'text')).toEqual(['app.a', null]);
});

test('PL/pgSQL with arguments nobody declared, results of every kind, and dynamic statements', () => {
  const body =
    'DECLARE n int; BEGIN IF p_id IS NULL THEN out_total := (SELECT count(*) FROM app.a); END IF; UPDATE app.b SET x = p_id; FOR n IN SELECT id FROM c LOOP NULL; END LOOP; RETURN; END';
  expect(mentions('plpgsql', body, 'record')).toEqual(['app.a app.b c', null]);
  expect(mentions('plpgsql', 'BEGIN RETURN QUERY SELECT * FROM app.a; END', 'SETOF app.a')).toEqual([
    'app.a',
    null,
  ]);
  expect(
    mentions('plpgsql', 'BEGIN INSERT INTO app.log VALUES (NEW.id); RETURN NEW; END', 'trigger'),
  ).toEqual(['app.log', null]);
  expect(mentions('plpgsql', 'BEGIN TRUNCATE app.a; COMMIT; END', null, 'procedure')).toEqual([
    'app.a',
    null,
  ]);
  expect(mentions('plpgsql', "BEGIN PERFORM 1 FROM app.a; EXECUTE 'DELETE FROM ' || t; END")).toEqual([
    'app.a',
    'it builds statements while it runs',
  ]);
  expect(mentions('plpgsql', "BEGIN RETURN QUERY EXECUTE 'SELECT 1'; END", 'SETOF int')).toEqual([
    '',
    'it builds statements while it runs',
  ]);
});

test.each([
  ['sql', 'SELECT FROM WHERE', 'does not parse'],
  ['plpgsql', 'BEGIN oops', 'does not parse'],
  ['plpgsql', '$$; DROP TABLE x; $postern$', 'does not parse'],
  ['plpython3u', 'plpy.execute("SELECT * FROM app.a")', 'plpython3u is not parsed here'],
  ['c', null, 'not readable'],
  ['sql', `SELECT 1 ${' '.repeat(70_000)}`, 'too long'],
])('%s %s is unknown, never empty', (language, source, why) => {
  expect(mentions(language, source)).toEqual(['', expect.stringContaining(why)]);
});
