import { parseArrayText } from './array-text.ts';

const kept = 4_096;
/** Characters; what is longer is hardly ever there twice. */
const longest = 2_000;

/**
 * Access control lists that are alike become one frozen list, as texts that are alike become one string: where tables are
 * granted by schema, five thousand of them share a hundred lists, and what is worked out of a list is worked out once. Of
 * bounded size, so that a hostile server can make this useless but not large.
 */
export class ArrayCache {
  readonly #arrays = new Map<string, readonly (string | null)[]>();

  /** As `parseArrayText`, frozen. */
  read(text: string): readonly (string | null)[] {
    const known = this.#arrays.get(text);
    if (known !== undefined) return known;
    const array = Object.freeze(parseArrayText(text));
    if (text.length > longest) return array;
    if (this.#arrays.size >= kept) this.#arrays.clear();
    this.#arrays.set(text, array);
    return array;
  }
}
