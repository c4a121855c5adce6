import { createCssVariablesTheme, createHighlighterCore, type HighlighterCore } from 'shiki/core';
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript';
import json from 'shiki/langs/json.mjs';
import sql from 'shiki/langs/sql.mjs';
import yaml from 'shiki/langs/yaml.mjs';

export type CodeLanguage = 'sql' | 'yaml' | 'json' | 'text';

/** One token: its text and the class that colours it. */
export interface CodeToken {
  readonly text: string;
  readonly className: string;
}

// Shiki's own output carries style attributes, which the page's CSP refuses; its variable theme names what a token is,
// and a class says the colour.
const theme = createCssVariablesTheme({
  name: 'tokens',
  variablePrefix: '--',
  variableDefaults: {},
  fontStyle: false,
});

const classes: readonly (readonly [variable: string, className: string])[] = [
  ['token-keyword', 'text-code-keyword'],
  ['token-string', 'text-code-string'],
  ['token-constant', 'text-code-number'],
  ['token-parameter', 'text-ink'],
  ['token-function', 'text-code-function'],
  ['token-comment', 'text-code-comment'],
  ['token-link', 'text-code-function'],
];

/** Of what has no colour of its own. */
export const plainClass = 'text-ink';

/** Beyond this many characters highlighting costs more than it shows. */
const longest = 60_000;
export const isTooLong = (code: string) => code.length > longest;
/** Milliseconds for one line; Shiki's own half second is over before a busy machine has compiled the grammar. */
const longestLine = 5_000;

let ready: Promise<HighlighterCore> | undefined;

function highlighter(): Promise<HighlighterCore> {
  ready ??= createHighlighterCore({
    themes: [theme],
    langs: [sql, yaml, json],
    engine: createJavaScriptRegexEngine({ forgiving: true }),
  });
  return ready;
}

function classOf(colour: string | undefined): string {
  return classes.find(([variable]) => colour?.includes(variable))?.[1] ?? plainClass;
}

/** Neighbours of one colour are one token, and blanks, which have none, belong to what is before them: a token is an element. */
function joined(line: readonly CodeToken[]): readonly CodeToken[] {
  const tokens: CodeToken[] = [];
  for (const token of line) {
    const before = tokens.at(-1);
    if (before && (before.className === token.className || token.text.trim() === ''))
      tokens[tokens.length - 1] = { ...before, text: before.text + token.text };
    else tokens.push(token);
  }
  return tokens;
}

/** Lines of tokens, for the server to render. */
export async function highlight(
  code: string,
  language: CodeLanguage,
): Promise<readonly (readonly CodeToken[])[]> {
  if (language === 'text' || isTooLong(code))
    return code.split('\n').map((text) => [{ text, className: plainClass }]);
  const { tokens } = (await highlighter()).codeToTokens(code, {
    lang: language,
    theme: 'tokens',
    tokenizeTimeLimit: longestLine,
  });
  return tokens.map((line) =>
    joined(line.map((token) => ({ text: token.content, className: classOf(token.color) }))),
  );
}
