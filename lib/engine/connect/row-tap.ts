import { RowDecoder } from './row-decoder.ts';

/** Takes the rows of one answer, cells in the order of the select list. */
export type RowTaker = (row: readonly unknown[]) => void;

const header = 5;
const dataRow = 0x44;
const readyForQuery = 0x5a;

/**
 * Stands before the driver's parser: follows the protocol's framing (documentation 55.7: a byte of type, a length that
 * counts itself), decodes the rows somebody takes and hands everything else on, whole messages at a time.
 */
export class RowTap {
  readonly #decoder = new RowDecoder();
  readonly #parse: (messages: Buffer) => void;
  readonly #taker: () => RowTaker | null;
  #parts: Buffer[] = [];
  #held = 0;
  #needed = header;

  /** `taker` is asked anew after every ReadyForQuery; `null` leaves the rows to the driver. */
  constructor(parse: (messages: Buffer) => void, taker: () => RowTaker | null) {
    this.#parse = parse;
    this.#taker = taker;
  }

  /** Called for each RowDescription, with the OIDs of the columns' types. */
  describe(types: readonly number[]): void {
    this.#decoder.describe(types);
  }

  /** Throws what the parser, the decoder and the taker throw, and `RangeError` for a length that cannot be. */
  receive(chunk: Buffer): void {
    if (this.#held === 0) {
      this.#walk(chunk);
      return;
    }
    // Joined once, when the message is whole: a long one in small pieces must not cost the square of its length.
    this.#parts.push(chunk);
    this.#held += chunk.length;
    if (this.#held < this.#needed) return;
    const whole = Buffer.concat(this.#parts);
    this.#parts = [];
    this.#held = 0;
    this.#walk(whole);
  }

  #walk(buffer: Buffer): void {
    let taker = this.#taker();
    let at = 0;
    let unparsed = 0;
    const passOn = () => {
      if (unparsed < at) this.#parse(buffer.subarray(unparsed, at));
      unparsed = at;
    };
    this.#needed = header;
    while (at + header <= buffer.length) {
      const length = buffer.readUInt32BE(at + 1) + 1;
      if (length < header) throw new RangeError('a message without its own length');
      if (at + length > buffer.length) {
        this.#needed = length;
        break;
      }
      const type = buffer[at];
      if (type === dataRow && taker) {
        passOn();
        taker(this.#decoder.row(buffer, at + header, at + length));
        at += length;
        unparsed = at;
        continue;
      }
      at += length;
      if (type !== readyForQuery) continue;
      passOn();
      taker = this.#taker();
    }
    passOn();
    if (at === buffer.length) return;
    this.#parts = [buffer.subarray(at)];
    this.#held = buffer.length - at;
  }
}
