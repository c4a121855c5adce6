import { expect, test } from 'vitest';
import { loadPolicy } from './load.ts';

const said = (text: string) => {
  const loaded = loadPolicy(`version: 1\n${text}`);
  const problems = 'policy' in loaded ? loaded.warnings : loaded.problems;
  return problems.map((one) => `${one.severity} ${one.line} ${one.path}`);
};
const column = (rest: string) =>
  `classification:\n  - { database: d, schema: s, table: t, column: c, class: pii, ${rest} }\n`;

test.each([
  [column('encryption: { arrangement: application, keyHolder: platform team }'), []],
  [
    column('protection: [encryption], encryption: { arrangement: plaintext }'),
    ['error 3 classification[0].encryption.arrangement'],
  ],
  [
    `${column('encryption: { arrangement: tde }')}storage: { encrypted: false }\n`,
    ['error 3 classification[0].encryption.arrangement'],
  ],
  [
    column('encryption: { arrangement: hash, keyHolder: nobody }'),
    ['warning 3 classification[0].encryption.keyHolder'],
  ],
  [column('encryption: { arrangement: rot13 }'), ['error 3 classification[0].encryption.arrangement']],
  ['backup: { encrypted: false, keyHolder: dba }\n', ['warning 2 backup.keyHolder']],
  ['storage: { encrypted: true, by: LUKS, keyHolder: dba }\n', []],
  ['storage: { by: LUKS }\n', ['error 2 storage.encrypted']],
])('%s', (text, problems) => {
  expect(said(text)).toEqual(problems);
});
