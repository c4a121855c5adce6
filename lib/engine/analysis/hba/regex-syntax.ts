import { bracketExpression, classTest } from './regex-bracket.ts';
import { characterEscape } from './regex-escape.ts';
import { RegexInvalid, type RegexNode, RegexUnsupported } from './regex-node.ts';

const duplicateLimit = 255;
const isWord = (code: number | undefined) => code !== undefined && classTest('w')(code);

function wordAt(text: string, at: number): boolean {
  return at >= 0 && at < text.length && isWord(text.charCodeAt(at));
}

const constraints: Readonly<Record<string, (text: string, at: number) => boolean>> = {
  A: (_, at) => at === 0,
  Z: (text, at) => at === text.length,
  m: (text, at) => !wordAt(text, at - 1) && wordAt(text, at),
  M: (text, at) => wordAt(text, at - 1) && !wordAt(text, at),
  y: (text, at) => wordAt(text, at - 1) !== wordAt(text, at),
  Y: (text, at) => wordAt(text, at - 1) === wordAt(text, at),
};

class Parser {
  readonly #pattern: string;
  readonly #ignoreCase: boolean;
  #at: number;
  #groups = 0;

  constructor(pattern: string, at: number, ignoreCase: boolean) {
    this.#pattern = pattern;
    this.#at = at;
    this.#ignoreCase = ignoreCase;
  }

  parse(): RegexNode {
    const node = this.#alternatives(0);
    if (this.#at < this.#pattern.length) throw new RegexInvalid('parentheses () not balanced');
    return node;
  }

  #rest(): string {
    return this.#pattern.slice(this.#at);
  }

  #alternatives(depth: number): RegexNode {
    if (depth > 100) throw new RegexUnsupported('nested too deeply');
    const branches = [this.#branch(depth)];
    while (this.#pattern.charAt(this.#at) === '|') {
      this.#at += 1;
      branches.push(this.#branch(depth));
    }
    return branches.length === 1 && branches[0] ? branches[0] : { kind: 'alternatives', branches };
  }

  #branch(depth: number): RegexNode {
    const items: RegexNode[] = [];
    while (this.#at < this.#pattern.length && !'|)'.includes(this.#pattern.charAt(this.#at))) {
      const comment = /^\(\?#[^)]*\)/.exec(this.#rest());
      if (comment) this.#at += comment[0].length;
      else items.push(this.#quantified(this.#atom(depth)));
    }
    return { kind: 'sequence', items };
  }

  #quantified(item: RegexNode): RegexNode {
    const bounds = this.#quantifier();
    if (!bounds) return item;
    if (item.kind === 'assertion' || item.kind === 'look')
      throw new RegexInvalid('quantifier operand invalid');
    if (this.#quantifier()) throw new RegexInvalid('quantifier operand invalid');
    return { kind: 'repeat', item, minimum: bounds[0], maximum: bounds[1] };
  }

  /** Greediness decides which match is taken, not whether there is one. */
  #quantifier(): readonly [number, number] | null {
    const found = /^([*+?]|\{(?=\d))/.exec(this.#rest());
    if (!found) return null;
    let bounds: readonly [number, number] =
      found[0] === '+' ? [1, Infinity] : found[0] === '?' ? [0, 1] : [0, Infinity];
    let length = 1;
    if (found[0] === '{') {
      const bound = /^\{(\d+)(?:(,)(\d*))?\}/.exec(this.#rest());
      if (!bound) throw new RegexInvalid('invalid repetition count(s)');
      const minimum = Number(bound[1]);
      const maximum = bound[2] === undefined ? minimum : bound[3] ? Number(bound[3]) : Infinity;
      const highest = maximum === Infinity ? minimum : maximum;
      if (minimum > maximum || highest > duplicateLimit)
        throw new RegexInvalid('invalid repetition count(s)');
      bounds = [minimum, maximum];
      length = bound[0].length;
    }
    this.#at += length;
    if (this.#pattern.charAt(this.#at) === '?') this.#at += 1;
    return bounds;
  }

  #atom(depth: number): RegexNode {
    const character = this.#pattern.charAt(this.#at);
    if ('*+?'.includes(character) || /^\{\d/.test(this.#rest()))
      throw new RegexInvalid('quantifier operand invalid');
    if (character === '(') return this.#group(depth);
    if (character === '\\') return this.#escape();
    this.#at += 1;
    if (character === '[') {
      const bracket = bracketExpression(this.#pattern, this.#at, this.#ignoreCase);
      this.#at = bracket.next;
      return bracket.node;
    }
    if (character === '.') return { kind: 'character', test: () => true };
    if (character === '^') return { kind: 'assertion', test: (_, at) => at === 0 };
    if (character === '$') return { kind: 'assertion', test: (text, at) => at === text.length };
    return this.#literal(character.charCodeAt(0));
  }

  #literal(code: number): RegexNode {
    const text = String.fromCharCode(code);
    if (!this.#ignoreCase || !/[A-Za-z]/.test(text))
      return { kind: 'character', test: (given) => given === code };
    const both = [text.toLowerCase().charCodeAt(0), text.toUpperCase().charCodeAt(0)];
    return { kind: 'character', test: (given) => both.includes(given) };
  }

  #group(depth: number): RegexNode {
    const special = /^\(\?(:|=|!|<=|<!)/.exec(this.#rest());
    if (!special && this.#rest().startsWith('(?')) throw new RegexInvalid('invalid embedded option');
    this.#at += special?.[0].length ?? 1;
    if (!special) this.#groups += 1;
    const index = this.#groups;
    const item = this.#alternatives(depth + 1);
    if (this.#pattern.charAt(this.#at) !== ')') throw new RegexInvalid('parentheses () not balanced');
    this.#at += 1;
    const mark = special?.[1];
    if (mark === undefined) return { kind: 'group', item, index };
    if (mark === ':') return { kind: 'group', item, index: 0 };
    return { kind: 'look', item, ahead: !mark.startsWith('<'), negated: mark.endsWith('!') };
  }

  #escape(): RegexNode {
    this.#at += 1;
    const letter = this.#pattern.charAt(this.#at);
    if (letter === '') throw new RegexInvalid('invalid escape \\ sequence');
    const constraint = Object.hasOwn(constraints, letter) ? constraints[letter] : undefined;
    if (constraint || /[dswDSW]/.test(letter)) this.#at += 1;
    if (constraint) return { kind: 'assertion', test: constraint };
    if (/[dswDSW]/.test(letter)) return { kind: 'character', test: classTest(letter) };
    if (/[1-9]/.test(letter)) throw new RegexUnsupported('back references are not followed here');
    const entry = characterEscape(this.#pattern, this.#at);
    if (!entry) throw new RegexInvalid('invalid escape \\ sequence');
    this.#at = entry.next;
    return this.#literal(entry.code);
  }
}

/** Parses an advanced regular expression (PostgreSQL documentation 9.7.3). Throws `RegexInvalid` or `RegexUnsupported`. */
export function parseRegex(pattern: string): RegexNode {
  let at = 0;
  if (pattern.startsWith('***=')) {
    return {
      kind: 'sequence',
      items: [...pattern.slice(4)].map((character) => ({
        kind: 'character',
        test: (code) => code === character.charCodeAt(0),
      })),
    };
  }
  if (pattern.startsWith('***:')) at = 4;
  else if (pattern.startsWith('***')) throw new RegexInvalid('invalid regexp (reg version 0.8)');
  const options = /^\(\?([a-z]+)\)/.exec(pattern.slice(at));
  let ignoreCase = false;
  if (options?.[1] !== undefined) {
    for (const option of options[1]) {
      if (option === 'i') ignoreCase = true;
      else if (option === 'c') ignoreCase = false;
      else if (!'st'.includes(option)) throw new RegexUnsupported(`embedded option ${option}`);
    }
    at += options[0].length;
  }
  if (ignoreCase && /[\x80-\xff]/.test(pattern)) throw new RegexUnsupported('case folding beyond ASCII');
  return new Parser(pattern, at, ignoreCase).parse();
}
