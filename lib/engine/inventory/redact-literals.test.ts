import { expect, test } from 'vitest';
import { redactLiterals } from './redact-literals.ts';

test.each([
  ["pgp_sym_encrypt(ssn, 'top secret'::text)", "pgp_sym_encrypt(ssn, '[secret]'::text)"],
  ["encode(digest(ip, 'sha256'::text), 'hex'::text)", "encode(digest(ip, 'sha256'::text), 'hex'::text)"],
  ["f(current_setting('app.key'::text), 'x')", "f(current_setting('app.key'::text), '[secret]')"],
  ["f('it''s', 'b')", "f('[secret]', '[secret]')"],
  ["f(E'a\\\\b''c', 'd')", "f('[secret]', '[secret]')"],
  [`f("it's", 'k', "o""'")`, `f("it's", '[secret]', "o""'")`],
  ["f('')", "f('')"],
  ["f('current_setting(', 'k')", "f('[secret]', '[secret]')"],
  [
    "encrypt(a, '\\x6b6579'::bytea, 'aes-cbc/pad:pkcs'::text)",
    "encrypt(a, '[secret]'::bytea, 'aes-cbc/pad:pkcs'::text)",
  ],
])('%s', (expression, shown) => {
  expect(redactLiterals(expression)).toBe(shown);
});
