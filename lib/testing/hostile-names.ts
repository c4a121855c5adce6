import { randomFrom } from './random.ts';

/**
 * Names PostgreSQL accepts and tools stumble over: quoting, line ends, terminal control, reading direction, invisible and
 * combining characters, markup, formulas, shell, prototypes, keywords, and the longest there is (63 bytes).
 */
export const hostileNames: readonly string[] = [
  'plain',
  'With Space',
  'a"b',
  "a'b",
  'a`b',
  'a\\b',
  '\\! touch /tmp/owned',
  'a\nb',
  'a\r\nb',
  'a\rSELECT 1;--',
  'a\tb',
  'bell\u0007',
  'esc\u001b[31m',
  '$$',
  '$tag$ body $tag$',
  '; DROP TABLE x; --',
  '/* comment */',
  '-- comment',
  '\u202Eevitagen',
  'a\u2066b\u2069',
  'zero\u200Bwidth',
  'soft\u00ADhyphen',
  'e\u0301',
  '\u00e9',
  'line\u2028separator',
  '😀',
  '👩‍👩‍👧',
  '表',
  'עברית',
  '=cmd|calc',
  '+1',
  '-1',
  '@sum',
  '|pipe|',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '[link](javascript:alert(1))',
  '**bold**',
  '# heading',
  '&amp;',
  '{{x}}',
  '%s%n',
  '__proto__',
  'constructor',
  'toString',
  'current_user',
  'PUBLIC',
  'public',
  'all',
  'select',
  '123',
  '  lead and trail  ',
  'a=b/c,d',
  'x'.repeat(63),
  'ä'.repeat(31),
];

/** What a generated name is made of: characters that end, escape, hide or command somewhere, and plain ones between them. */
const pieces: readonly string[] = [
  ...'abXYZ019_ ',
  ...'"\'`\\$;:@#%&|!?*/-+=<>()[]{}.,~^',
  '\n',
  '\r',
  '\t',
  '\r\n',
  '\u0001',
  '\u001b[2J',
  '\u007f',
  '\u0085',
  '\u00a0',
  '\u2028',
  '\u2029',
  '\u202e',
  '\u2066',
  '\u200d',
  '\ufeff',
  'e\u0301',
  '\u212b',
  'é',
  '表',
  '😀',
  '𝒳',
  '\n\\! touch owned\n',
  '\n\\q\n',
  '\n-- ',
  '/*',
  '*/',
  '$$',
  '$x$',
  '\u0024{x}',
  ':x',
  ":'x'",
  "E'",
  'U&"',
  '";--',
  "';--",
  '\n--rollback DROP TABLE x;\n',
  '\n--changeset a:b\n',
  '\nGO\n',
  '\n/\n',
  '\\.\n',
  '\nCOMMIT;\n',
];

/**
 * As many more, the same for the same seed, each a name PostgreSQL keeps whole (at most 63 bytes) and none of them twice or
 * in `hostileNames`. Every fourth is filled up to the last byte.
 */
export function generatedHostileNames(count: number, seed = 1): readonly string[] {
  const random = randomFrom(seed);
  const taken = new Set(hostileNames);
  const names: string[] = [];
  while (names.length < count) {
    const wanted = names.length % 4 === 0 ? 1000 : 1 + random.integer(12);
    let name = '';
    for (let index = 0; index < wanted; index += 1) {
      const longer = name + random.pick(pieces);
      if (Buffer.byteLength(longer) > 63) break;
      name = longer;
    }
    if (taken.has(name)) continue;
    taken.add(name);
    names.push(name);
  }
  return names;
}
