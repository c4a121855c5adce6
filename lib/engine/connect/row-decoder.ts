import { ArrayCache } from './array-cache.ts';
import { TextCache } from './text-cache.ts';

/** A cell as the column's type has it; any other type is the text the server sent. */
type Cell = string | number | boolean | null | readonly (string | null)[];

const digitZero = 0x30;
const minus = 0x2d;

/** Up to fifteen digits are exact; whatever else the server may call a number is left to the language. */
function numberIn(buffer: Buffer, start: number, end: number): number {
  const first = buffer[start] === minus ? start + 1 : start;
  let value = 0;
  for (let at = first; at < end; at++) {
    const digit = (buffer[at] ?? 0) - digitZero;
    if (digit < 0 || digit > 9 || at - first >= 15) return Number(buffer.toString('utf8', start, end));
    value = value * 10 + digit;
  }
  return first === start ? value : -value;
}

/**
 * Decodes DataRow messages (documentation 55.7) of the few types catalog queries return, in text format: what
 * `type-parsers.ts` makes of them, without the driver's string for every cell.
 */
export class RowDecoder {
  readonly #texts = new TextCache();
  readonly #arrays = new ArrayCache();
  #types: readonly number[] = [];

  /** The OIDs of the columns' types, from the RowDescription that the rows follow. */
  describe(types: readonly number[]): void {
    this.#types = types;
  }

  /** The cells between `start` and `end`, a message's body. Throws `RangeError` or `SyntaxError` for what is no row of the description. */
  row(buffer: Buffer, start: number, end: number): Cell[] {
    const types = this.#types;
    if (end - start < 2 || buffer.readUInt16BE(start) !== types.length) throw new RangeError('no such row');
    const cells = new Array<Cell>(types.length);
    let at = start + 2;
    for (let column = 0; column < types.length; column++) {
      if (at + 4 > end) throw new RangeError('a cell is missing');
      const length = buffer.readInt32BE(at);
      at += 4;
      if (length === -1) {
        cells[column] = null;
        continue;
      }
      if (length < 0 || at + length > end) throw new RangeError('a cell does not end');
      cells[column] = this.#cell(types[column] ?? 0, buffer, at, at + length);
      at += length;
    }
    if (at !== end) throw new RangeError('something follows the last cell');
    return cells;
  }

  #cell(type: number, buffer: Buffer, start: number, end: number): Cell {
    switch (type) {
      case 16:
        return end - start === 1 && buffer[start] === 0x74;
      case 20:
      case 21:
      case 23:
      case 26:
        return numberIn(buffer, start, end);
      // text[] and aclitem[].
      case 1009:
      case 1034:
        return this.#arrays.read(this.#texts.read(buffer, start, end));
      default:
        return this.#texts.read(buffer, start, end);
    }
  }
}
