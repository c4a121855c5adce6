import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { contrast } from './contrast.ts';

const css = readFileSync(new URL('../../app/globals.css', import.meta.url), 'utf8');

/** The `--name: #rrggbb` lines of one theme's block. */
function tokensOf(selector: string): Map<string, string> {
  const start = css.indexOf(`${selector} {`);
  const block = css.slice(start, css.indexOf('}', start));
  return new Map([...block.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map((m) => [m[1] ?? '', m[2] ?? '']));
}

const grounds = ['canvas', 'surface', 'sunken'];
const marks = [
  'critical',
  'high',
  'medium',
  'low',
  'info',
  'pass',
  'fail',
  'unknown',
  'na',
  'accepted',
  'partial',
];
const code = ['code-keyword', 'code-string', 'code-number', 'code-function', 'code-comment'];

const textPairs: [string, string][] = [
  ...['ink', 'ink-soft', 'ink-faint', 'accent', 'accent-strong', ...marks].flatMap((text) =>
    grounds.map((ground): [string, string] => [text, ground]),
  ),
  ...marks.map((mark): [string, string] => [mark, `${mark}-wash`]),
  ...marks.map((mark): [string, string] => ['ink', `${mark}-wash`]),
  ...code.flatMap((text): [string, string][] => [
    [text, 'surface'],
    [text, 'sunken'],
  ]),
  ['accent', 'accent-wash'],
  ['ink', 'accent-wash'],
  ['ink-soft', 'accent-wash'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
  // A filled mark's glyph is cut out of it in the colour of the surface.
  ...marks.map((mark): [string, string] => ['surface', mark]),
];

for (const [theme, selector] of [
  ['light', ':root'],
  ['dark', '[data-theme="dark"]'],
] as const) {
  const tokens = tokensOf(selector);

  test(`${theme}: every text pair reaches WCAG AA, 4.5 to 1`, () => {
    const short = textPairs
      .map(([text, ground]) => ({
        text,
        ground,
        ratio: contrast(tokens.get(text) ?? '#', tokens.get(ground) ?? '#'),
      }))
      .filter(({ ratio }) => !(ratio >= 4.5));
    expect(short).toEqual([]);
  });

  test(`${theme}: borders that mark a control reach 3 to 1 (WCAG 1.4.11)`, () => {
    for (const ground of grounds) {
      expect(
        contrast(tokens.get('line-strong') ?? '#', tokens.get(ground) ?? '#'),
        ground,
      ).toBeGreaterThanOrEqual(3);
    }
  });

  test(`${theme}: names the same tokens as the other theme`, () => {
    expect([...tokens.keys()].sort()).toEqual([...tokensOf(':root').keys()].sort());
  });
}

test('contrast is what WCAG says for black on white and for a grey', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
});

test('there are four text sizes', () => {
  expect([...css.matchAll(/--text-[a-z]+: /g)]).toHaveLength(4);
});
