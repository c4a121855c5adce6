import type { z } from 'zod';
import { meantOrOneOf } from './did-you-mean.ts';
import { keysAt } from './json-schema.ts';
import type { PathSegment, ProblemAt } from './policy-problem.ts';

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map of keys',
  null: 'nothing',
};

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return kinds[typeof value] ?? typeof value;
}

function valueAt(value: unknown, path: readonly PathSegment[]): unknown {
  let found: unknown = value;
  for (const segment of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, segment)) return undefined;
    found = (found as Record<PathSegment, unknown>)[segment];
  }
  return found;
}

const shown = (value: unknown) => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text === undefined ? 'nothing' : `"${text.length > 60 ? `${text.slice(0, 60)}…` : text}"`;
};

function typeProblem(
  issue: z.core.$ZodIssueInvalidType,
  path: readonly PathSegment[],
  value: unknown,
): ProblemAt {
  const expected = kinds[issue.expected] ?? issue.expected;
  const key = path.at(-1);
  if (path.length === 0) {
    return {
      path,
      message: `A policy is a map of keys, not ${kindOf(value)}.`,
      remedy: 'Begin with "version: 1".',
    };
  }
  if (valueAt(value, path) === undefined && typeof key === 'string') {
    const where = path.length === 1 ? '' : ' here';
    return { path, message: `The key "${key}" is missing${where}.`, remedy: `Add "${key}" (${expected}).` };
  }
  if (issue.expected === 'int')
    return {
      path,
      message: `Expected a whole number, found ${shown(valueAt(value, path))}.`,
      remedy: 'Write it without a fraction.',
    };
  const found = kindOf(valueAt(value, path));
  const remedy =
    expected === 'text' && found !== 'nothing' && found !== 'a list' && found !== 'a map of keys'
      ? 'Put the value in double quotes.'
      : found === 'nothing'
        ? 'Give it a value, or remove the key.'
        : `Write ${expected}.`;
  return { path, message: `Expected ${expected}, found ${found}.`, remedy };
}

function one(issue: z.core.$ZodIssue, value: unknown): readonly ProblemAt[] {
  const path = issue.path.map((segment) => (typeof segment === 'symbol' ? String(segment) : segment));
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.slice(0, 100).map((key) => ({
        path: [...path, key],
        at: 'key' as const,
        message: `Unknown key ${shown(key)}.`,
        remedy: meantOrOneOf(key, keysAt(path)),
      }));
    case 'invalid_type':
      return [typeProblem(issue, path, value)];
    case 'invalid_value': {
      const known = issue.values.map(String);
      const found = valueAt(value, path);
      if (found === undefined)
        return [
          {
            path,
            message: `The key "${String(path.at(-1))}" is missing.`,
            remedy: `Add it: ${known.join(', ')}.`,
          },
        ];
      return [
        { path, message: `${shown(found)} is not allowed here.`, remedy: meantOrOneOf(String(found), known) },
      ];
    }
    case 'too_small':
      if (issue.origin === 'string')
        return [{ path, message: 'The text is empty.', remedy: 'Fill it in, or remove the key.' }];
      if (issue.origin === 'array')
        return [{ path, message: 'The list is empty.', remedy: 'List at least one, or remove the key.' }];
      return [
        {
          path,
          message: `${shown(valueAt(value, path))} is too small.`,
          remedy: `It must be ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}.`,
        },
      ];
    case 'too_big':
      return [
        {
          path,
          message: `${shown(valueAt(value, path))} is too large.`,
          remedy: `It must be at most ${issue.maximum}.`,
        },
      ];
    case 'invalid_format':
      return [
        {
          path,
          message: `${shown(valueAt(value, path))} is not a date.`,
          remedy: 'Write a calendar day as YYYY-MM-DD, for example 2027-03-31.',
        },
      ];
    default:
      return [
        {
          path,
          message: `${shown(valueAt(value, path))}: ${issue.message}.`,
          remedy: 'See docs/policy.md for what is allowed here.',
        },
      ];
  }
}

/** The first things the schema has against a document, in words. `value` is the document as it was checked. */
export function schemaProblems(error: z.ZodError, value: unknown, most: number): readonly ProblemAt[] {
  return error.issues
    .slice(0, most)
    .flatMap((issue) => one(issue, value))
    .slice(0, most);
}
