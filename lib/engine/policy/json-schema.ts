import { z } from 'zod';
import { keyDescriptions } from './key-descriptions.ts';
import { policySchema } from './policy.ts';
import type { PathSegment } from './policy-problem.ts';

/** What of JSON Schema a policy uses. */
export interface SchemaNode {
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly enum?: readonly unknown[];
  readonly required?: readonly string[];
  readonly pattern?: string;
}

function described(node: SchemaNode, path: string): SchemaNode {
  const description = keyDescriptions[path];
  const { properties, items } = node;
  return {
    ...node,
    ...(description === undefined ? {} : { description }),
    ...(properties
      ? {
          properties: Object.fromEntries(
            Object.entries(properties).map(([key, inner]) => [
              key,
              described(inner, path === '' ? key : `${path}.${key}`),
            ]),
          ),
        }
      : {}),
    ...(items ? { items: described(items, `${path}[]`) } : {}),
  };
}

/** The policy document as JSON Schema (2020-12), as published in `docs/policy.schema.json` for editors; every key described. */
export function policyJsonSchema(): SchemaNode & Readonly<Record<string, unknown>> {
  const { $schema, ...schema } = z.toJSONSchema(policySchema, { io: 'input' });
  return {
    $schema,
    $id: 'urn:postern:policy:1',
    title: 'Postern policy',
    ...described(schema as SchemaNode, ''),
    description: 'The security architecture Postern enforces; see docs/policy.md.',
  };
}

let root: SchemaNode | null = null;

/** The schema of what stands at a path; undefined where it knows nothing there. */
export function schemaAt(path: readonly PathSegment[]): SchemaNode | undefined {
  root ??= policyJsonSchema();
  let shape: SchemaNode | undefined = root;
  for (const segment of path) {
    shape =
      typeof segment === 'number'
        ? shape?.items
        : Object.hasOwn(shape?.properties ?? {}, segment)
          ? shape?.properties?.[segment]
          : undefined;
  }
  return shape;
}

/** Keys the schema knows at a path; none where it knows no map there. */
export function keysAt(path: readonly PathSegment[]): readonly string[] {
  return Object.keys(schemaAt(path)?.properties ?? {});
}
