import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import {
  passwordProblem as problemInEngine,
  scramParts,
  scramVerifier as verifierOfEngine,
} from '#lib/engine/connect/scram-verifier.ts';
import { passwordProblem } from './password-problem.ts';
import { randomPassword } from './random-password.ts';
import { scramVerifier } from './scram-verifier.ts';

const printable = String.fromCharCode(...Array.from({ length: 95 }, (_, at) => at + 32));

test('the browser makes the verifier that the engine makes', async () => {
  for (const [password, iterations] of [
    ['pencil', 4096],
    [printable, 4096],
    [' leading and trailing ', 5000],
    ['x'.repeat(128), 10_000],
  ] as const) {
    const salt = randomBytes(16);
    expect(await scramVerifier(password, iterations, new Uint8Array(salt))).toBe(
      verifierOfEngine(password, salt, iterations),
    );
  }
  const [one, other] = [await scramVerifier('pencil', 4096), await scramVerifier('pencil', 4096)];
  expect(one).not.toBe(other);
  expect(scramParts(one)).toEqual({ iterations: 4096 });
});

test('the browser refuses what the engine refuses, in the same words', () => {
  for (const password of [
    '',
    '1234567',
    '12345678',
    'x'.repeat(128),
    'x'.repeat(129),
    'pässword',
    'a\tbcdefgh',
    'The_Role',
  ])
    expect(passwordProblem(password, 'the_role')).toBe(problemInEngine(password, 'the_role'));
});

test('a password made here is long, accepted, and never the same', () => {
  const made = new Set(Array.from({ length: 200 }, randomPassword));
  expect(made.size).toBe(200);
  for (const password of made) {
    expect(password).toMatch(/^[A-Za-z0-9_.]{32}$/);
    expect(passwordProblem(password, 'app')).toBeNull();
  }
});
