import { RegexInvalid } from './regex-node.ts';

const literalEscapes: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  B: 92,
  e: 27,
  f: 12,
  n: 10,
  r: 13,
  t: 9,
  v: 11,
};

/** A character-entry escape at `at` (the character after the backslash), or `null` where it is another kind of escape. */
export function characterEscape(
  pattern: string,
  at: number,
): { readonly code: number; readonly next: number } | null {
  const letter = pattern.charAt(at);
  if (!/[0-9A-Za-z]/.test(letter)) return { code: pattern.charCodeAt(at), next: at + 1 };
  const known = Object.hasOwn(literalEscapes, letter) ? literalEscapes[letter] : undefined;
  if (known !== undefined) return { code: known, next: at + 1 };
  const rest = pattern.slice(at);
  if (letter === 'c') {
    if (rest.length < 2) throw new RegexInvalid('invalid escape \\ sequence');
    return { code: rest.charCodeAt(1) & 31, next: at + 2 };
  }
  const hex = /^(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|x([0-9A-Fa-f]{1,255}))/.exec(rest);
  if (hex) return { code: Number.parseInt(hex[1] ?? hex[2] ?? hex[3] ?? '', 16), next: at + hex[0].length };
  if (letter === '0') {
    const octal = /^0[0-7]{0,2}/.exec(rest)?.[0] ?? '0';
    return { code: Number.parseInt(octal, 8), next: at + octal.length };
  }
  return null;
}
