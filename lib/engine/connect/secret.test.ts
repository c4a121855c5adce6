import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { Secret } from './secret.ts';

test('a secret prints as [secret] wherever it is written', () => {
  const secret = new Secret('hunter2');
  const shown = [
    `${secret}`,
    JSON.stringify({ secret }),
    inspect({ deep: { secret } }, { showHidden: true, depth: 9 }),
    String([secret]),
    JSON.stringify(Object.entries(secret)),
  ].join(' ');
  expect(shown).not.toContain('hunter2');
  expect(`${secret}`).toBe('[secret]');
  expect(secret.open()).toBe('hunter2');
});
