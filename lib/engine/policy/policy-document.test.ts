import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseExceptionObject } from './exception-object.ts';
import { loadPolicy } from './load.ts';
import { policySchema } from './policy.ts';

const text = readFileSync(new URL('../../../docs/policy.md', import.meta.url), 'utf8');

test('every example of docs/policy.md is a policy', () => {
  const examples = [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml = '']) => yaml);
  expect(examples.length).toBeGreaterThanOrEqual(4);
  for (const example of examples) {
    const whole = example.includes('version: 1') ? example : `version: 1\n${example}`;
    expect(loadPolicy(whole), example).toHaveProperty('policy');
  }
});

test('docs/policy.md names every key, and every object it shows is one', () => {
  for (const key of Object.keys(policySchema.shape)) expect(text).toContain(`\`${key}`);
  const shown = [
    ...text.matchAll(
      /`((?:role|table|materialized-view|sequence|column|function|policy|schema|extension|setting|hba-rule):[a-z][^`]*)`/g,
    ),
  ].map(([, object = '']) => object);
  expect(shown.length).toBeGreaterThanOrEqual(10);
  for (const object of shown) expect(parseExceptionObject(object), object).not.toHaveProperty('problem');
});
