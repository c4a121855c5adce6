import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { scoreDocument } from './score-document.ts';

test('docs/score.md says what the score is made of', () => {
  const published = readFileSync(new URL('../../../docs/score.md', import.meta.url), 'utf8');
  expect(published, 'run: node bin/generate-docs.ts').toBe(scoreDocument());
});
