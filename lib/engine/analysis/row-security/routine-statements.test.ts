import { beforeAll, expect, test } from 'vitest';
import { loadParser } from './parser.ts';
import { routineStatements } from './routine-statements.ts';

beforeAll(loadParser);

test('assignments say what they assign to, whichever sign they use, and declared values count', () => {
  const { statements, incomplete } = routineStatements({
    language: 'plpgsql',
    kind: 'function',
    returnType: 'trigger',
    source: `DECLARE k text := 'x';
BEGIN NEW.a := upper(NEW.a); new.b = lower(new.b); PERFORM 1; IF k = 'y' THEN RETURN NULL; END IF; RETURN NEW; END`,
  });
  expect(incomplete).toBeNull();
  expect(statements.map((one) => one.assignsTo)).toEqual(['k', 'NEW.a', 'new.b', null, null, null]);
});

test('a statement that is built while the routine runs is not all there is', () => {
  const built = routineStatements({
    language: 'plpgsql',
    kind: 'function',
    returnType: 'void',
    source: "BEGIN EXECUTE 'SELECT 1'; END",
  });
  expect(built.incomplete).toBe('it builds statements while it runs');
  expect(built.statements).toHaveLength(1);
});
