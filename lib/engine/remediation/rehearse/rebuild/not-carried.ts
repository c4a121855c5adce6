import { visibleText } from '../../../model/visible-text.ts';

/** What of a snapshot could not be made again, counted and named, so that nobody takes the copy for the whole. */
export interface NotCarried {
  /** `kind` in the plural; `name` as the catalog has it. */
  add(kind: string, name: string): void;
  /** A sentence of its own, said once. */
  say(sentence: string): void;
  readonly sentences: readonly string[];
}

const named = 3;

export function notCarried(): NotCarried {
  const kinds = new Map<string, string[]>();
  const said = new Set<string>();
  return {
    add: (kind, name) => {
      const names = kinds.get(kind);
      if (names) names.push(name);
      else kinds.set(kind, [name]);
    },
    say: (sentence) => void said.add(sentence),
    get sentences() {
      const counted = [...kinds].map(([kind, names]) => {
        const shown = names.slice(0, named).map((name) => visibleText(name, 80));
        const more = names.length > named ? ', …' : '';
        return `${names.length} ${kind} (${shown.join(', ')}${more})`;
      });
      const list =
        counted.length === 0 ? [] : [`not carried to the throw-away server: ${counted.join('; ')}`];
      return [...list, ...said];
    },
  };
}
