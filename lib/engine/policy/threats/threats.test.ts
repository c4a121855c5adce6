import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { builtInThreats } from './built-in.ts';
import { threatIds } from './catalogue.ts';
import { threatsDocument } from './threats-document.ts';

test('every id is described once, in full', () => {
  expect(builtInThreats.map((threat) => threat.id)).toEqual([...threatIds]);
  expect(new Set(threatIds).size).toBe(threatIds.length);
  for (const threat of builtInThreats) {
    for (const text of [
      threat.title,
      threat.actor,
      threat.asset,
      threat.boundary,
      threat.path,
      ...threat.examples,
    ]) {
      expect(text.trim().length).toBeGreaterThan(3);
    }
    expect(threat.examples.length).toBeGreaterThanOrEqual(2);
  }
  expect(new Set(builtInThreats.map((threat) => threat.title)).size).toBe(threatIds.length);
});

test('docs/threats.md is the catalogue', () => {
  const published = readFileSync(new URL('../../../../docs/threats.md', import.meta.url), 'utf8');
  expect(published, 'run: node bin/generate-docs.ts').toBe(threatsDocument());
});
