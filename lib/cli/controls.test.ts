import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { registry } from '../engine/controls/registry.ts';
import { controlsMarkdown } from './controls.ts';

test('docs/controls.md is the catalogue (node bin/generate-docs.ts writes it)', () => {
  expect(readFileSync(new URL('../../docs/controls.md', import.meta.url), 'utf8')).toBe(controlsMarkdown());
});

test('every control stands in it', () => {
  const text = controlsMarkdown();
  for (const control of registry) expect(text).toContain(control.id);
});
