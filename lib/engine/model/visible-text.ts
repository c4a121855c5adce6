// What a reader could not see, or would see as something else: controls (line breaks too), formats (bidi overrides, zero
// width, soft hyphen, tags), line and paragraph separators, spaces that are not the space, halves of surrogates, and the
// letters that show as nothing.
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\u115f\u1160\u2800\u3164\uffa0]|(?! )\p{Zs}/gu;

/** `U+202E`, `U+000A`: at least four hex digits, as Unicode writes code points. */
function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/**
 * Text from a scanned server as a reader can trust it: one line, every invisible or direction-changing character shown as
 * a mark such as `⟨U+202E⟩`, everything else untouched. Longer than `limit` characters it is cut, and says so.
 */
export function visibleText(text: string, limit = 2000): string {
  const cut = text.length > limit ? `${text.slice(0, limit)}… (${text.length} characters)` : text;
  return cut.replace(invisible, (character) => `⟨${codePoint(character)}⟩`);
}

/** Whether text holds a character that `visibleText` would mark, line feeds and tabs aside. */
export function hasInvisible(text: string): boolean {
  return text.replace(/[\n\t]/g, '').search(invisible) >= 0;
}
