import {
  type Document,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  visit,
} from 'yaml';
import { type PathSegment, type PolicyProblem, type ProblemAt, pathText } from './policy-problem.ts';

/** A policy nobody could read is refused before it is parsed: parsing is linear, but a person's patience is not. */
export const policyByteLimit = 1024 * 1024;

export interface YamlDocument {
  readonly value: unknown;
  /** Finds where in the text a problem stands. */
  locate(problem: ProblemAt): PolicyProblem;
}

const whole = (message: string, remedy: string, line = 1, column = 1): PolicyProblem => ({
  severity: 'error',
  line,
  column,
  path: '',
  message,
  remedy,
});

function keyed(node: Node, key: string): Pair<Node, Node | null> | undefined {
  if (!isMap<Node, Node | null>(node)) return undefined;
  return node.items.find(
    (pair) => 'value' in pair.key && String((pair.key as { value: unknown }).value) === key,
  );
}

/** The offset of the deepest part of `path` that stands in the text. */
function offsetOf(root: Node, path: readonly PathSegment[], at: 'key' | 'value'): number {
  let node: Node = root;
  let offset = root.range?.[0] ?? 0;
  for (const [index, segment] of path.entries()) {
    const last = index === path.length - 1;
    if (typeof segment === 'string') {
      const pair = keyed(node, segment);
      if (!pair) return offset;
      offset = pair.key.range?.[0] ?? offset;
      if (!isNode(pair.value) || (last && at === 'key')) return offset;
      node = pair.value;
    } else {
      const item: unknown = isSeq(node) ? node.items[segment] : undefined;
      if (!isNode(item)) return offset;
      node = item;
    }
    offset = node.range?.[0] ?? offset;
  }
  return offset;
}

const advice: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'Keep one of the two: with both, nobody can tell which one counts.',
  TAB_AS_INDENT: 'Indent with spaces: YAML does not allow tabs.',
  MULTIPLE_DOCS: 'Put one policy in one file.',
  BAD_INDENT: 'Line it up with its neighbours.',
  BLOCK_AS_IMPLICIT_KEY: 'Check the indentation, and put text that holds ": " in quotes.',
  TAG_RESOLVE_FAILED: 'Remove the tag: a policy is plain text, numbers, lists and maps.',
};

interface Fault {
  readonly code: string;
  readonly message: string;
  readonly pos: readonly [number, number];
}

function repeatedKeys(document: Document): readonly Fault[] {
  const faults: Fault[] = [];
  visit(document, {
    Map: (_, map) => {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        const at = key.range?.[0] ?? 0;
        if (seen.has(key.value)) {
          faults.push({
            code: 'DUPLICATE_KEY',
            message: 'this key stands twice in the same map',
            pos: [at, at],
          });
        }
        seen.add(key.value);
      }
    },
  });
  return faults;
}

const mostFaults = 20;

function parsed(text: string, lineCounter: LineCounter): Document.Parsed {
  // A text that is no YAML at all makes an error of every line; what each would say of our own calls takes most of the time.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    // The library compares every key with every other; here a set does it (`repeatedKeys`).
    return parseDocument(text, {
      lineCounter,
      prettyErrors: false,
      logLevel: 'error',
      version: '1.2',
      schema: 'core',
      uniqueKeys: false,
    });
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Parses YAML 1.2, core schema, one document. Bounded in size, depth and alias expansion; never throws. */
export function parseYaml(text: string): YamlDocument | { readonly problems: readonly PolicyProblem[] } {
  const bytes = text.length > policyByteLimit ? text.length : Buffer.byteLength(text);
  if (bytes > policyByteLimit) {
    const size = `${(bytes / 1024 / 1024).toFixed(1)} MB`;
    return {
      problems: [
        whole(
          `The document is too large (${size}; the limit is 1 MB).`,
          'Check that this is the policy and not some other file.',
        ),
      ],
    };
  }
  if (text.includes('\0')) {
    return {
      problems: [
        whole(
          'The document holds a NUL byte: it is not text.',
          'Check that this is the policy and not some other file.',
        ),
      ],
    };
  }
  const lines = new LineCounter();
  try {
    const document = parsed(text, lines);
    const broken = [...document.errors, ...document.warnings].slice(0, mostFaults);
    const faults = (broken.length > 0 ? broken : repeatedKeys(document)).slice(0, mostFaults).map((fault) => {
      const { line, col } = lines.linePos(fault.pos[0]);
      const said = fault.message.split('\n', 1)[0]?.slice(0, 200) ?? '';
      const remedy = advice[fault.code] ?? 'Check the indentation, quotes and colons of this line.';
      return whole(`This is not valid YAML: ${said}`, remedy, line, col);
    });
    if (faults.length > 0) return { problems: faults };
    const root = document.contents;
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    if (root === null || value === null) {
      return {
        problems: [
          whole(
            'The document is empty.',
            'Write at least "version: 1", or start from "postern policy init".',
          ),
        ],
      };
    }
    return {
      value,
      locate: (problem) => {
        const { line, col } = lines.linePos(offsetOf(root as Node, problem.path, problem.at ?? 'value'));
        const { severity = 'error', message, remedy } = problem;
        return { severity, line, column: col, path: pathText(problem.path), message, remedy };
      },
    };
  } catch (error) {
    // Too many aliases (ReferenceError) or brackets nested past the stack (RangeError): both only ever made to harm.
    const what =
      error instanceof RangeError
        ? 'It is nested too deeply.'
        : 'Its aliases expand to too much, or point nowhere.';
    return {
      problems: [
        whole(`The document cannot be used. ${what}`, 'Write it out plainly, without anchors and aliases.'),
      ],
    };
  }
}
