import { expect, test } from 'vitest';
import { mostIterations, passwordProblem, scramParts, scramVerifier } from './scram-verifier.ts';

const salt = Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64');

test('the example of RFC 7677', () => {
  expect(scramVerifier('pencil', salt)).toBe(
    'SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=',
  );
  expect(scramVerifier('pencil')).not.toBe(scramVerifier('pencil'));
  expect(() => scramVerifier('pässword')).toThrow('ASCII');
});

test('what it makes is a verifier; what the server would take for plaintext, or nobody should use, is none', () => {
  expect(scramParts(scramVerifier('pencil'))).toEqual({ iterations: 4096 });
  expect(scramParts(scramVerifier('pencil', salt, 12_345))).toEqual({ iterations: 12_345 });
  const good = scramVerifier('pencil', salt);
  for (const bad of [
    '',
    'pencil',
    `${good}\n`,
    `x${good}`,
    good.toLowerCase(),
    good.replace(':', ''),
    good.replace('$4096:', '$4095:'),
    good.replace('$4096:', `$${mostIterations + 1}:`),
    good.replace('$4096:', '$ 4096:'),
    good.replace('W22ZaJ0SNY7soEsUEjb6gQ==', 'W22ZaJ0SNY7soEsUEjb6gR=='),
    good.replace('W22ZaJ0SNY7soEsUEjb6gQ==', 'W22Z'),
    good.replace('2dU=', '2dV='),
    good.replace('2dU=', '2=='),
  ])
    expect(scramParts(bad), bad).toBeNull();
});

test('a new password is long enough, means the same to every client, and is not the role’s name', () => {
  expect(passwordProblem('correct horse', 'app')).toBeNull();
  expect(passwordProblem(' !"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~', 'app')).toBeNull();
  expect(passwordProblem('1234567', 'app')).toContain('fewer than 8');
  expect(passwordProblem('x'.repeat(129), 'app')).toContain('more than 128');
  for (const text of ['pässword', 'pass\tword', 'pass\u0000word', 'ｐａｓｓｗｏｒｄ', 'soft\u00adhyphen'])
    expect(passwordProblem(text, 'app')).toContain('printable ASCII');
  expect(passwordProblem('Reporting', 'reporting')).toContain('name of the role');
});
