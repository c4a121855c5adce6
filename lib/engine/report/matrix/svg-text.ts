import { visibleText } from '../../model/visible-text.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

// Code points that XML 1.0 has no way to write and that are not controls, which are marks by then.
const notXml = /[\ufffe\uffff]/g;

/** Text as the content or an attribute of an XML element: one line, what cannot be seen shown as marks. */
export function xmlText(text: string, limit = 400): string {
  return visibleText(text, limit)
    .replace(notXml, '\ufffd')
    .replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

/** How wide a text is at most, in pixels: no font can be measured here, so wide letters count for two. */
function width(text: string, size: number): number {
  let units = 0;
  for (const character of text) units += (character.codePointAt(0) ?? 0) > 0x2e80 ? 1 : 0.54;
  return units * size;
}

/** Broken into at most `most` lines of `pixels`; a word that is too long is cut, and the last line says that more was there. */
export function wrap(text: string, pixels: number, size: number, most: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  const words = visibleText(text, 400)
    .split(' ')
    .flatMap((word) => pieces(word, pixels, size));
  for (const word of words) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (width(longer, size) <= pixels) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  lines.push(line);
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), `${lines[most - 1]?.slice(0, -1) ?? ''}…`];
}

function pieces(word: string, pixels: number, size: number): readonly string[] {
  if (width(word, size) <= pixels) return [word];
  const parts: string[] = [];
  let part = '';
  for (const character of word) {
    if (width(part + character, size) > pixels) {
      parts.push(part);
      part = '';
    }
    part += character;
  }
  return [...parts, part];
}
