import { expect, test } from 'vitest';
import { loadPolicy } from './load.ts';

function digestOf(text: string): string {
  const answer = loadPolicy(text);
  if ('problems' in answer) throw new Error(JSON.stringify(answer.problems));
  return answer.digest;
}

test('the digest is of what is said, not of how it is written', () => {
  const a = digestOf('version: 1\nsystem: {name: a, environment: staging}\n');
  const b = digestOf('# hello\nsystem:\n  environment: staging\n  name: "a"\nversion: 1');
  expect(a).toBe(b);
  expect(digestOf('version: 1\nsystem: {name: b, environment: staging}')).not.toBe(a);
});
