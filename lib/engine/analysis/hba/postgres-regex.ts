import { RegexInvalid, type RegexNode, RegexUnsupported } from './regex-node.ts';
import { parseRegex } from './regex-syntax.ts';

/**
 * PostgreSQL's advanced regular expressions as the authentication files use them: matched byte-wise (the postmaster has
 * no database encoding yet), unanchored, with the C collation. Matching follows sets of states, never backtracks, and
 * gives up after a fixed number of steps, because the pattern comes from a scanned server.
 */
export interface PostgresRegex {
  /** Whether it matches anywhere in the text; `null` when that took too long to find out. */
  matches(text: string): boolean | null;
  /** What the first parenthesis can have matched: `[]` no match; more than one value: not decidable here; `null`: too long. */
  captures(text: string): readonly (string | null)[] | null;
}

class TooManySteps extends Error {}

const stepLimit = 2_000_000;
/** A state is a position and, when captures are wanted, the span of the first group, packed into one number. */
const base = 4096;

const bytesOf = (text: string) => Buffer.from(text, 'utf8').toString('latin1');

function simulate(node: RegexNode, text: string, capture: boolean): (from: number) => ReadonlySet<number> {
  let steps = 0;
  const position = (state: number) => state % base;
  const run = (at: RegexNode, states: ReadonlySet<number>): ReadonlySet<number> => {
    steps += states.size + 1;
    if (steps > stepLimit) throw new TooManySteps();
    const out = new Set<number>();
    switch (at.kind) {
      case 'character':
        for (const state of states) {
          const code = position(state) < text.length ? text.charCodeAt(position(state)) : -1;
          if (code >= 0 && at.test(code)) out.add(state + 1);
        }
        return out;
      case 'assertion':
        for (const state of states) if (at.test(text, position(state))) out.add(state);
        return out;
      case 'look':
        for (const state of states) if (look(at, position(state)) !== at.negated) out.add(state);
        return out;
      case 'sequence':
        return at.items.reduce((current, item) => run(item, current), states);
      case 'alternatives':
        for (const branch of at.branches) for (const state of run(branch, states)) out.add(state);
        return out;
      case 'group':
        if (!capture || at.index !== 1) return run(at.item, states);
        for (const state of states) {
          for (const end of run(at.item, new Set([position(state)])))
            out.add(position(end) + base * (position(state) + 1) + base * base * (position(end) + 1));
        }
        return out;
      case 'repeat': {
        let current = states;
        for (let done = 0; done < at.minimum && current.size > 0; done += 1) current = run(at.item, current);
        for (const state of current) out.add(state);
        for (let done = at.minimum; done < at.maximum && current.size > 0; done += 1) {
          const fresh = new Set<number>();
          for (const state of run(at.item, current)) if (!out.has(state)) fresh.add(state);
          for (const state of fresh) out.add(state);
          current = fresh;
        }
        return out;
      }
    }
  };
  const look = (at: Extract<RegexNode, { kind: 'look' }>, here: number): boolean => {
    if (at.ahead) return run(at.item, new Set([here])).size > 0;
    for (let from = 0; from <= here; from += 1) {
      for (const end of run(at.item, new Set([from]))) if (position(end) === here) return true;
    }
    return false;
  };
  return (from) => run(node, new Set([from]));
}

function guarded<Value>(compute: () => Value): Value | null {
  try {
    return compute();
  } catch (error) {
    if (error instanceof TooManySteps) return null;
    throw error;
  }
}

/** `invalid`: the server refuses it. `unsupported`: it may be valid, and we cannot match it (back references). */
export function compilePostgresRegex(
  pattern: string,
): { readonly regex: PostgresRegex } | { readonly invalid: string } | { readonly unsupported: string } {
  let node: RegexNode;
  try {
    node = parseRegex(bytesOf(pattern));
  } catch (error) {
    if (error instanceof RegexInvalid) return { invalid: error.message };
    if (error instanceof RegexUnsupported) return { unsupported: error.message };
    throw error;
  }
  return {
    regex: {
      matches: (given) =>
        guarded(() => {
          const text = bytesOf(given);
          if (text.length >= base - 1) throw new TooManySteps();
          const ends = simulate(node, text, false);
          for (let from = 0; from <= text.length; from += 1) if (ends(from).size > 0) return true;
          return false;
        }),
      captures: (given) =>
        guarded(() => {
          const text = bytesOf(given);
          if (text.length >= base - 1) throw new TooManySteps();
          const ends = simulate(node, text, true);
          for (let from = 0; from <= text.length; from += 1) {
            const states = ends(from);
            if (states.size === 0) continue;
            // The overall match starts first and is the longest; a shorter group inside it stays undecided.
            const spans = [...states].map((state) => Math.floor(state / base));
            return [...new Set(spans)].map((span) => {
              if (span === 0) return null;
              const group = text.slice((span % base) - 1, Math.floor(span / base) - 1);
              return Buffer.from(group, 'latin1').toString('utf8');
            });
          }
          return [];
        }),
    },
  };
}
