import { characterEscape } from './regex-escape.ts';
import { type CharacterTest, RegexInvalid, type RegexNode, RegexUnsupported } from './regex-node.ts';

const within =
  (characters: RegExp): CharacterTest =>
  (code) =>
    characters.test(String.fromCharCode(code));

/** POSIX classes in the C locale: bytes above 127 belong to none. */
const classes: Readonly<Record<string, CharacterTest>> = {
  alpha: within(/[A-Za-z]/),
  digit: within(/[0-9]/),
  alnum: within(/[A-Za-z0-9]/),
  upper: within(/[A-Z]/),
  lower: within(/[a-z]/),
  space: within(/[ \t\n\v\f\r]/),
  blank: within(/[ \t]/),
  punct: within(/[!-/:-@[-`{-~]/),
  graph: within(/[!-~]/),
  print: within(/[ -~]/),
  cntrl: (code) => code < 32 || code === 127,
  xdigit: within(/[0-9A-Fa-f]/),
  word: within(/[A-Za-z0-9_]/),
  ascii: (code) => code < 128,
};

function namedClass(name: string): CharacterTest {
  const found = Object.hasOwn(classes, name) ? classes[name] : undefined;
  if (!found) throw new RegexInvalid('invalid character class');
  return found;
}

const shorthand: Readonly<Record<string, string>> = { d: 'digit', s: 'space', w: 'word' };

/** `\d`, `\s`, `\w` and their complements in capitals. */
export function classTest(letter: string): CharacterTest {
  const test = namedClass(shorthand[letter.toLowerCase()] ?? '');
  return letter === letter.toLowerCase() ? test : (code) => !test(code);
}

type Part = { readonly next: number } & ({ readonly code: number } | { readonly test: CharacterTest });

function part(pattern: string, at: number): Part {
  const named = /^\[([:.=])(.*?)\1\]/s.exec(pattern.slice(at));
  if (named) {
    const next = at + named[0].length;
    const name = named[2] ?? '';
    if (named[1] === ':') return { test: namedClass(name), next };
    if (name.length !== 1) throw new RegexUnsupported('collating elements');
    return named[1] === '.'
      ? { code: name.charCodeAt(0), next }
      : { test: (code) => code === name.charCodeAt(0), next };
  }
  if (/^\[[:.=]/.test(pattern.slice(at))) throw new RegexInvalid('brackets [] not balanced');
  if (pattern.charAt(at) !== '\\') return { code: pattern.charCodeAt(at), next: at + 1 };
  const letter = pattern.charAt(at + 1);
  if (letter !== '' && 'dswDSW'.includes(letter)) return { test: classTest(letter), next: at + 2 };
  const entry = letter === '' || 'AZmMyY'.includes(letter) ? null : characterEscape(pattern, at + 1);
  if (!entry) throw new RegexInvalid('invalid escape \\ sequence');
  return entry;
}

const isRange = (pattern: string, at: number) => pattern.charAt(at) === '-' && pattern.charAt(at + 1) !== ']';

/** Parses after the opening bracket. `[[:<:]]` and `[[:>:]]` are the ends of a word. */
export function bracketExpression(
  pattern: string,
  from: number,
  ignoreCase: boolean,
): { readonly node: RegexNode; readonly next: number } {
  const edge = /^\[:([<>]):\]\]/.exec(pattern.slice(from));
  if (edge) {
    const word = classTest('w');
    const at = (text: string, index: number) =>
      index >= 0 && index < text.length && word(text.charCodeAt(index));
    const starts = edge[1] === '<';
    return {
      node: {
        kind: 'assertion',
        test: (text, here) => at(text, here - 1) !== starts && at(text, here) === starts,
      },
      next: from + edge[0].length,
    };
  }
  let at = from;
  const negated = pattern.charAt(at) === '^';
  if (negated) at += 1;
  const first = at;
  const tests: CharacterTest[] = [];
  for (;;) {
    if (at >= pattern.length) throw new RegexInvalid('brackets [] not balanced');
    if (pattern.charAt(at) === ']' && at > first) break;
    if (at > first && isRange(pattern, at)) throw new RegexInvalid('invalid character range');
    const start = part(pattern, at);
    at = start.next;
    if (!isRange(pattern, at)) {
      tests.push('test' in start ? start.test : (code) => code === start.code);
      continue;
    }
    const end = part(pattern, at + 1);
    if ('test' in start || 'test' in end || start.code > end.code)
      throw new RegexInvalid('invalid character range');
    tests.push((code) => code >= start.code && code <= end.code);
    at = end.next;
  }
  const either = (code: number) => tests.some((test) => test(code));
  const folded = (code: number) => {
    const text = String.fromCharCode(code);
    return (
      either(code) ||
      (code < 128 && (either(text.toLowerCase().charCodeAt(0)) || either(text.toUpperCase().charCodeAt(0))))
    );
  };
  const inside = ignoreCase ? folded : either;
  return { node: { kind: 'character', test: (code) => inside(code) !== negated }, next: at + 1 };
}
