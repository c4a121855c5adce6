import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { registry } from '../engine/controls/registry.ts';
import { frameworksMarkdown } from '../engine/coverage/frameworks/framework-document.ts';
import { frameworkCoverage } from '../engine/coverage/frameworks/frameworks.ts';
import { controlsMarkdown } from './controls.ts';

test('docs/controls.md is the catalogue (node bin/generate-docs.ts writes it)', () => {
  expect(readFileSync(new URL('../../docs/controls.md', import.meta.url), 'utf8')).toBe(controlsMarkdown());
});

test('every control stands in it', () => {
  const text = controlsMarkdown();
  for (const control of registry) expect(text).toContain(control.id);
});

test('docs/frameworks.md is the catalogue the other way round (node bin/generate-docs.ts writes it)', () => {
  const text = frameworksMarkdown();
  expect(readFileSync(new URL('../../docs/frameworks.md', import.meta.url), 'utf8')).toBe(text);
  for (const { standard, requirements, holes } of frameworkCoverage()) {
    const part = text.split(`## ${standard}\n`)[1]?.split('\n## ')[0] ?? '';
    for (const { id } of requirements) expect(part, standard).toContain(id);
    for (const id of holes) expect(part.split('### Answered')[0], standard).toContain(`- ${id}: `);
  }
});

test('without a single control everything that could be answered is a hole', () => {
  expect(frameworksMarkdown([])).not.toContain('`');
});
