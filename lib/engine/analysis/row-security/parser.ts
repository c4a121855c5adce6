import { setFlagsFromString } from 'node:v8';
import { loadModule, parsePlPgSQLSync, parseSync, scanSync } from 'libpg-query';
import { asTree, type Tree } from './tree.ts';

let loading: Promise<void> | null = null;
let loaded = false;

/** Longer or deeper text is not given to the parser: its WebAssembly stack is finite, and the text comes from the target. */
const longest = 262_144;
const deepest = 500;

/**
 * Once the grammar is warm, V8 would compile its huge functions a second time in the background: half a gigabyte at the peak
 * and half a second of processor, for a parser that is as quick without (docs/performance.md). For the whole process.
 */
const compiledOnce = ['--liftoff-only', '--no-wasm-tier-up', '--no-wasm-dynamic-tiering'];

/** What policies are made of. The functions of WebAssembly are compiled when they are first used, which takes some 10 ms. */
const warmUp =
  "SELECT (tenant = NULLIF(current_setting('app.tenant', true), '')::integer OR EXISTS (SELECT 1 FROM a))";

/** Loads PostgreSQL's own parser (libpg_query 18, WebAssembly). Once, before anything is parsed; calling again is free. */
export function loadParser(): Promise<void> {
  if (loading === null) for (const flag of compiledOnce) setFlagsFromString(flag);
  loading ??= loadModule().then(() => {
    loaded = true;
    parseSync(warmUp);
  });
  return loading;
}

export type Parsed = { readonly tree: Tree } | { readonly error: string };

function depthOf(text: string): number {
  let depth = 0;
  let most = 0;
  for (const character of text) {
    if (character === '(' || character === '[') most = Math.max(most, ++depth);
    else if (character === ')' || character === ']') depth -= 1;
  }
  return most;
}

function parsed(text: string, parse: (text: string) => unknown): Parsed {
  if (!loaded) throw new Error('the SQL parser is not loaded: await loadParser() first');
  if (text.length > longest) return { error: 'the text is too long to be parsed' };
  if (depthOf(text) > deepest) return { error: 'the text is nested too deeply to be parsed' };
  try {
    const tree = asTree(parse(text));
    return tree ? { tree } : { error: 'the parser gave no tree' };
  } catch (error) {
    return { error: error instanceof Error ? error.message : 'the parser failed' };
  }
}

/** Parses SQL statements. The error is the parser's own word, which may quote the text. */
export function parseSql(text: string): Parsed {
  return parsed(text, parseSync);
}

/** Parses one `CREATE FUNCTION … LANGUAGE plpgsql`. */
export function parsePlpgsql(text: string): Parsed {
  return parsed(text, parsePlPgSQLSync);
}

/** One word of SQL as the server's scanner finds it. `start` and `end` count bytes of UTF-8. */
export interface SqlToken {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The tokens of SQL text, comments included. */
export function scanSql(text: string): { readonly tokens: readonly SqlToken[] } | { readonly error: string } {
  if (!loaded) throw new Error('the SQL parser is not loaded: await loadParser() first');
  if (text.length > longest) return { error: 'the text is too long to be parsed' };
  // The scanner's answer is JSON in which control characters stand as they are, and JSON forbids that. A space in their place is
  // as wide, and means the same inside quotes and between words; the tokens' text is taken from the original.
  const original = Buffer.from(text);
  try {
    const { tokens } = scanSync(text.replace(/[^\P{Cc}\x7f-\x9f]/gu, ' '));
    return {
      tokens: tokens.map(({ start, end }) => ({
        start,
        end,
        text: original.subarray(start, end).toString('utf8'),
      })),
    };
  } catch (error) {
    return { error: error instanceof Error ? error.message : 'the scanner failed' };
  }
}
