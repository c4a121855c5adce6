import { expect, test } from 'vitest';
import { canonicalJson } from './canonical-json.ts';
import { hasInvisible, visibleText } from './visible-text.ts';

test('what cannot be seen is shown, and nothing else is touched', () => {
  expect(visibleText('a\nb\u202ec\u200b\r\u001b[0m')).toBe('a⟨U+000A⟩b⟨U+202E⟩c⟨U+200B⟩⟨U+000D⟩⟨U+001B⟩[0m');
  expect(visibleText('plain name, é, 日本, 🦊')).toBe('plain name, é, 日本, 🦊');
  expect(visibleText('\u{e0041}\u00a0\u3164\ud800x')).toBe('⟨U+E0041⟩⟨U+00A0⟩⟨U+3164⟩⟨U+D800⟩x');
});

test('megabytes are cut and say so', () => {
  expect(visibleText('x'.repeat(5_000_000), 10)).toBe('xxxxxxxxxx… (5000000 characters)');
});

test('a script with a bidi override is known from one without', () => {
  expect(hasInvisible('GRANT\n\tSELECT')).toBe(false);
  expect(hasInvisible('GRANT \u202e')).toBe(true);
  expect(hasInvisible('GRANT \r')).toBe(true);
});

test('canonical JSON does not depend on the order of keys', () => {
  expect(canonicalJson({ b: [1, { y: null, x: 'é' }], a: undefined, __proto__: null })).toBe(
    '{"b":[1,{"x":"é","y":null}]}',
  );
  expect(canonicalJson({ x: 1, a: 2 })).toBe(canonicalJson({ a: 2, x: 1 }));
});
