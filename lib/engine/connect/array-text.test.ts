import { expect, test } from 'vitest';
import { parseArrayText } from './array-text.ts';

test('elements are those that array_out printed', () => {
  expect(parseArrayText('{}')).toEqual([]);
  expect(parseArrayText('{a}')).toEqual(['a']);
  expect(parseArrayText('{a=r/b,=r/b}')).toEqual(['a=r/b', '=r/b']);
  expect(parseArrayText('{NULL,"NULL",""}')).toEqual([null, 'NULL', '']);
  expect(parseArrayText('{"a,b","{c}","d e"}')).toEqual(['a,b', '{c}', 'd e']);
  expect(parseArrayText('{"\\"a b\\"=r/\\"c\\"\\"d\\"","x\\\\"}')).toEqual(['"a b"=r/"c""d"', 'x\\']);
  expect(parseArrayText('{"a\nb"}')).toEqual(['a\nb']);
  expect(parseArrayText('[0:1]={a,b}')).toEqual(['a', 'b']);
});

test('anything else is no array', () => {
  for (const text of [
    '',
    '{',
    '}',
    'a',
    '{a',
    'a}',
    '{a,}',
    '{,a}',
    '{,}',
    '{"a}',
    '{"a"b}',
    '{{a},{b}}',
    '{a"b}',
    '{"a\\"}',
  ])
    expect(() => parseArrayText(text), text).toThrow(SyntaxError);
});

test('a long run of backslashes takes no quadratic time', () => {
  const body = '\\"'.repeat(200_000);
  expect(parseArrayText(`{"${body}"}`)).toEqual(['"'.repeat(200_000)]);
});
