import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { hostileNames } from '../../testing/hostile-names.ts';
import { yamlText } from './yaml-text.ts';

const odd = [
  '',
  ' ',
  'yes',
  'Null',
  '~',
  '1',
  '1e3',
  '0x1f',
  '-',
  '- a',
  '? a',
  'a: b',
  'a #b',
  '#',
  '@a',
  '`',
  '%a',
  '!a',
  '&a',
  '*a',
  '{a}',
  '[a]',
  "'",
  '"',
  '\\',
  'a,b',
  '---',
  '...',
  '=',
  '<<',
  '2027-01-01',
  '.inf',
  'é',
  '🦊',
  'a\u0085b',
];

test.each([...odd, ...hostileNames])('%j reads back exactly, in block and in flow', (name) => {
  expect(parse(`a: ${yamlText(name)}`)).toEqual({ a: name });
  expect(parse(`[{ a: ${yamlText(name)} }, b]`)).toEqual([{ a: name }, 'b']);
  expect(yamlText(name)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
});

test('ordinary names stay as they are', () => {
  expect([yamlText('app_service'), yamlText('TLSv1.2'), yamlText('read-regulated')]).toEqual([
    'app_service',
    'TLSv1.2',
    'read-regulated',
  ]);
});
