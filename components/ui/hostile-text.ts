/** A run of ordinary text, or one character that must be shown as a mark because it would not be seen as it is. */
export type TextPiece = { readonly text: string } | { readonly mark: string; readonly codePoint: string };

const names: Record<number, string> = {
  9: 'TAB',
  10: 'LF',
  13: 'CR',
  32: 'SP',
  160: 'NBSP',
  173: 'SHY',
  8203: 'ZWSP',
  8204: 'ZWNJ',
  8205: 'ZWJ',
  8206: 'LRM',
  8207: 'RLM',
  8234: 'LRE',
  8235: 'RLE',
  8236: 'PDF',
  8237: 'LRO',
  8238: 'RLO',
  8288: 'WJ',
  8294: 'LRI',
  8295: 'RLI',
  8296: 'FSI',
  8297: 'PDI',
  65279: 'BOM',
};

// Unicode categories: Cc control, Cf format (bidi, zero width, tags), Zl and Zp separators, Cs lone surrogates, Co private
// use; any space but the plain one; and what renders as nothing (Hangul fillers, variation selectors, the Braille blank).
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/gu;

// In a name a space at either end, or beside another one, makes it look like the name without it.
const unseenInName = new RegExp(`${unseen.source}|^ | $|(?<= ) | (?= )`, 'gu');

/**
 * Splits text so that every character which would hide, reorder or break the line is a piece of its own; of a `name` also the
 * spaces that a page would swallow.
 */
export function piecesOf(text: string, name = false): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  let from = 0;
  for (const match of text.matchAll(name ? unseenInName : unseen)) {
    const point = match[0].codePointAt(0) ?? 0;
    const codePoint = `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
    if (match.index > from) pieces.push({ text: text.slice(from, match.index) });
    pieces.push({ mark: names[point] ?? codePoint, codePoint });
    from = match.index + match[0].length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return pieces;
}

/** The same as plain text, for attributes and places that take only strings: `a‮b` becomes `a⟨RLO⟩b`. */
export function plainText(text: string, name = false): string {
  return piecesOf(text, name)
    .map((piece) => ('text' in piece ? piece.text : `⟨${piece.mark}⟩`))
    .join('');
}
