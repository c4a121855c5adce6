import { expect, test } from 'vitest';
import { piecesOf, plainText } from './hostile-text.ts';

test('ordinary names stay one piece', () => {
  for (const name of [
    'orders',
    'Ünïcode Tāble',
    '注文',
    'it\'s "quoted"',
    '🔑',
    '<script>alert(1)</script>',
  ]) {
    expect(piecesOf(name)).toEqual([{ text: name }]);
  }
  expect(piecesOf('')).toEqual([]);
});

test('a right-to-left override is shown, not obeyed', () => {
  expect(piecesOf('admin\u202egpj')).toEqual([
    { text: 'admin' },
    { mark: 'RLO', codePoint: 'U+202E' },
    { text: 'gpj' },
  ]);
});

test('every unseen character becomes a mark', () => {
  const unseen = [
    '\n',
    '\r',
    '\t',
    '\0',
    '\x1b',
    '\u007f',
    '\u0085',
    '\u00a0',
    '\u200b',
    '\u2028',
    '\u2067',
    '\ufeff',
  ];
  for (const character of [...unseen, '\u3164', '\ufe0f', '\u{e0041}', '\ud800', '\ue000', '\u3000']) {
    expect(piecesOf(`a${character}b`)).toHaveLength(3);
  }
});

test('plain text keeps the order and names the character', () => {
  expect(plainText('a\u202eb\nc')).toBe('a⟨RLO⟩b⟨LF⟩c');
  expect(plainText('\u{e0041}')).toBe('⟨U+E0041⟩');
});

test('in a name the spaces that a page would swallow are shown, and single ones inside are not', () => {
  expect(plainText(' admin ', true)).toBe('⟨SP⟩admin⟨SP⟩');
  expect(plainText('a  b', true)).toBe('a⟨SP⟩⟨SP⟩b');
  expect(plainText(' ', true)).toBe('⟨SP⟩');
  expect(piecesOf('With Space', true)).toEqual([{ text: 'With Space' }]);
  expect(plainText(' admin ')).toBe(' admin ');
});
