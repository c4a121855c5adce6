/**
 * Characters that a tool which reads SQL line by line, splits it at `;`, fills in `${…}` or strips comments would take for
 * its own, and those that a reviewer could not see. In a file of ours none of them stands in a name or a string as itself.
 */
const taken = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp};\\`]|\$(?=[{$])|(?<=\$)\$|-(?=-)|(?<=-)-|\/(?=\*)|\*(?=\/)/gu;
const quotes = /['"]/gu;
const beyondAscii = /[^\p{ASCII}]/gu;

const code = (character: string, digits: number) =>
  (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(digits, '0');

/**
 * In one pass, since an escape written by one pattern must not be escaped by the next. Text that Unicode normalisation (an
 * editor, a file system, a repository) would change keeps its bytes by being ASCII.
 */
function spelled(text: string, patterns: readonly RegExp[], written: (character: string) => string): string {
  const all = new RegExp(patterns.map((one) => `(?:${one.source})`).join('|'), 'gu');
  const inner = text.replace(all, written);
  if (inner === inner.normalize('NFC') || patterns.includes(beyondAscii)) return inner;
  return spelled(text, [...patterns, beyondAscii], written);
}

/** A name as one quoted identifier on one line: `"a"` as it is, `U&"a\003Bb"` where something had to be spelled out. */
export function identifierSpelledOut(name: string): string {
  const inner = spelled(name, [taken, quotes], (character) =>
    (character.codePointAt(0) ?? 0) > 0xffff ? `\\+${code(character, 6)}` : `\\${code(character, 4)}`,
  );
  return inner === name ? `"${name}"` : `U&"${inner}"`;
}

/** A string as one literal on one line: `'a'` as it is, `E'a\u003Bb'` where something had to be spelled out. */
export function literalSpelledOut(text: string): string {
  const inner = spelled(text, [taken], (character) =>
    (character.codePointAt(0) ?? 0) > 0xffff ? `\\U${code(character, 8)}` : `\\u${code(character, 4)}`,
  );
  const quoted = `'${inner.replaceAll("'", "''")}'`;
  return inner === text ? quoted : `E${quoted}`;
}
