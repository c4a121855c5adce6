import { z } from 'zod';
import { policySchema } from './policy.ts';
import type { PathSegment } from './policy-problem.ts';

interface Shape {
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
  readonly enum?: readonly unknown[];
  readonly required?: readonly string[];
}

/** The policy document as JSON Schema (2020-12), as published in `docs/policy.schema.json` for editors. */
export function policyJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(policySchema, { io: 'input' });
  return {
    ...schema,
    title: 'Postern policy',
    description: 'The security architecture Postern enforces; see docs/policy.md.',
  };
}

let root: Shape | null = null;

function shapeAt(path: readonly PathSegment[]): Shape | undefined {
  root ??= policyJsonSchema() as Shape;
  let shape: Shape | undefined = root;
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
  return Object.keys(shapeAt(path)?.properties ?? {});
}
