import { visibleText } from '../../model/visible-text.ts';

const entities: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;' };

/**
 * Text from a scanned server inside Markdown: it reads as it is once rendered, and cannot become markup, a table cell, a
 * link (also not by itself, as `https:` and `www.` do), an image or HTML. One line, with invisible characters shown.
 */
export function inline(text: string): string {
  return visibleText(text, 600)
    .replace(
      /[\\`*[\]{}|~#!$@<>&^]|:(?=\/\/)|(?<=\bwww)\./giu,
      (character) => entities[character] ?? `\\${character}`,
    )
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(
      /^(\s*)([-+=]|\d+[.)](?=\s|$))/u,
      (_, space: string, mark: string) => `${space}${mark.slice(0, -1)}\\${mark.slice(-1)}`,
    );
}

/** A table; cells are Markdown already. No rows: the sentence instead, so that nothing looks like an empty answer. */
export function table(
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  none: string,
): string {
  if (rows.length === 0) return `${none}\n`;
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return `${[line(headers), line(headers.map(() => '---')), ...rows.map(line)].join('\n')}\n`;
}

/** A block of code, kept to the letter: its fence is longer than any run of backticks within. */
export function codeBlock(code: string, language: string): string {
  const longest = Math.max(2, ...(code.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${code.trimEnd()}\n${fence}\n`;
}

export const list = (items: readonly string[]) => items.map((item) => `- ${item}\n`).join('');

/** The first `limit`, and a line that says how many more there are. */
export function limited<Item>(
  items: readonly Item[],
  limit: number,
): { readonly shown: readonly Item[]; readonly note: string } {
  const more = items.length - limit;
  return { shown: items.slice(0, limit), note: more > 0 ? `\n${more} more are in the JSON report.\n` : '' };
}
