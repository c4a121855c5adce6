import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { Secret } from '../../engine/connect/secret.ts';
import {
  type CredentialBinding,
  EnvelopeError,
  openCredential,
  type SealedCredential,
  sealCredential,
} from './envelope.ts';
import { parseKey } from './key-encryption-key.ts';

const kek = parseKey(randomBytes(32).toString('base64'), 'test');
const binding: CredentialBinding = {
  targetId: 'a',
  host: 'db.example.com',
  port: 5432,
  database: 'shop',
  user: 'scan',
  sslMode: 'verify-full',
  sslRootCert: null,
};
const password = "päss 'w\u202eord\n";
const sealed = sealCredential(new Secret(password), binding, kek);

test('what was sealed opens again, and prints as a secret', () => {
  const opened = openCredential(sealed, binding, kek);
  expect(opened.open()).toBe(password);
  expect(`${opened} ${JSON.stringify({ opened })} ${inspect(opened)}`).not.toContain('ord');
});

test('two envelopes of one password have nothing in common', () => {
  const again = sealCredential(new Secret(password), binding, kek);
  for (const part of ['wrappedKey', 'nonce', 'ciphertext'] as const) {
    expect(Buffer.from(again[part]).equals(Buffer.from(sealed[part]))).toBe(false);
  }
  expect(Buffer.from(sealed.ciphertext).includes('ss')).toBe(false);
});

test.each<[string, Partial<CredentialBinding>]>([
  ['another target', { targetId: 'b' }],
  ['another host', { host: 'evil.example.com' }],
  ['another port', { port: 5433 }],
  ['another database', { database: 'postgres' }],
  ['another user', { user: 'postgres' }],
  ['weaker TLS', { sslMode: 'prefer' }],
  ['another authority', { sslRootCert: '-----BEGIN CERTIFICATE-----' }],
])('it does not open for %s', (_, change) => {
  expect(() => openCredential(sealed, { ...binding, ...change }, kek)).toThrow(EnvelopeError);
});

test.each(['wrappedKey', 'nonce', 'ciphertext'] as const)(
  'one changed bit of %s and it does not open',
  (part) => {
    for (let at = 0; at < sealed[part].length; at += 1) {
      const bytes = Uint8Array.from(sealed[part]);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      const changed: SealedCredential = { ...sealed, [part]: bytes };
      expect(() => openCredential(changed, binding, kek)).toThrow(EnvelopeError);
    }
  },
);

test('another key does not open it, and is told from a damaged row', () => {
  const other = parseKey(randomBytes(32).toString('hex'), 'test');
  expect(() => openCredential(sealed, binding, other)).toThrow('another key');
});

test.each(['', 'short', randomBytes(31).toString('base64'), randomBytes(33).toString('hex')])(
  '%j is no key',
  (text) => {
    expect(() => parseKey(text, 'POSTERN_KEY')).toThrow('POSTERN_KEY must hold 32 bytes');
  },
);
