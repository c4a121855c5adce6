import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { policyJsonSchema, type SchemaNode } from './json-schema.ts';
import { keyDescriptions } from './key-descriptions.ts';

const docs = new URL('../../../docs/', import.meta.url);
const text = (name: string) => readFileSync(new URL(name, docs), 'utf8');
const published = JSON.parse(text('policy.schema.json'));

function paths(node: SchemaNode, path: string): readonly string[] {
  const below = Object.entries(node.properties ?? {}).flatMap(([key, inner]) => {
    const at = path === '' ? key : `${path}.${key}`;
    return [at, ...paths(inner, at)];
  });
  return node.items ? [...below, ...paths(node.items, `${path}[]`)] : below;
}

test('every key is described, and nothing else is', () => {
  expect(paths(policyJsonSchema(), '').toSorted()).toEqual(Object.keys(keyDescriptions).toSorted());
});

test('the published schema names itself and takes the example, read back by another reader of JSON Schema', () => {
  expect(published.$id).toBe('urn:postern:policy:1');
  expect(published.properties.roles.items.properties.kind.description).toContain('What it is for');
  const reader = z.fromJSONSchema(published);
  expect(reader.safeParse(parse(text('policy.example.yaml')))).toMatchObject({ success: true });
});

test.each<[string, object]>([
  ['an unknown key', { version: 1, clasification: [] }],
  ['an unknown key below', { version: 1, roles: [{ role: 'a', kind: 'owner', database: ['x'] }] }],
  ['a missing key', { version: 1, roles: [{ role: 'a' }] }],
  ['an unknown word', { version: 1, roles: [{ role: 'a', kind: 'boss' }] }],
  ['another version', { version: 2 }],
  ['no version', {}],
])('the published schema refuses %s', (_, document) => {
  expect(z.fromJSONSchema(published).safeParse(document).success).toBe(false);
});

test('docs/policy.schema.json is the schema', () => {
  const published: unknown = JSON.parse(
    readFileSync(new URL('../../../docs/policy.schema.json', import.meta.url), 'utf8'),
  );
  expect(published, 'run: node bin/generate-docs.ts').toEqual(JSON.parse(JSON.stringify(policyJsonSchema())));
});
