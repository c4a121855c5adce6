/**
 * Parses the text of a one-dimensional array (`array_out`, `utils/adt/arrayfuncs.c`): elements apart by commas, quoted
 * where they are empty, say NULL or hold white space, quotes, backslashes, braces or commas. Bounds before `=` are skipped.
 * Throws `SyntaxError` for anything else, nested arrays included.
 */
export function parseArrayText(text: string): (string | null)[] {
  const open = text.startsWith('{') ? 0 : text.indexOf('={') + 1;
  const end = text.length - 1;
  if (text.charAt(open) !== '{' || end <= open || text.charAt(end) !== '}') throw new SyntaxError('no array');
  const elements: (string | null)[] = [];
  let at = open + 1;
  if (at === end) return elements;
  for (;;) {
    if (text.charAt(at) === '"') {
      const close = endOfQuoted(text, at + 1);
      const body = text.slice(at + 1, close);
      elements.push(body.includes('\\') ? body.replaceAll(/\\(.)/gs, '$1') : body);
      at = close + 1;
    } else {
      let comma = text.indexOf(',', at);
      if (comma === -1) comma = end;
      const word = text.slice(at, comma);
      if (word === '' || /[{}"\\]/.test(word)) throw new SyntaxError('no flat array');
      elements.push(word === 'NULL' ? null : word);
      at = comma;
    }
    if (at === end) return elements;
    if (text.charAt(at) !== ',') throw new SyntaxError('no array');
    at += 1;
  }
}

function endOfQuoted(text: string, from: number): number {
  let at = text.indexOf('"', from);
  for (; at !== -1; at = text.indexOf('"', at + 1)) {
    let backslashes = 0;
    while (text.charAt(at - 1 - backslashes) === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return at;
  }
  throw new SyntaxError('a quoted element does not end');
}
