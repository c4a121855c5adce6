const slots = 8_192;
const longest = 64;

/**
 * UTF-8 decoding for names and types that come again in row after row: equal short texts become one string, found by
 * their bytes without decoding them. Half a million rows stay small, and reading them quick. Of fixed size: a text that
 * falls on another's place takes it, so that a hostile server can make this useless but not large.
 */
export class TextCache {
  readonly #bytes = new Uint8Array(slots * longest);
  readonly #lengths = new Uint8Array(slots);
  readonly #texts: string[] = [];

  read(buffer: Buffer, start: number, end: number): string {
    const length = end - start;
    if (length === 0) return '';
    if (length > longest) return buffer.toString('utf8', start, end);
    let hash = length;
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ (buffer[at] ?? 0), 16_777_619);
    const slot = (hash ^ (hash >>> 15)) & (slots - 1);
    const known = this.#texts[slot];
    if (known !== undefined && this.#holds(slot, buffer, start, length)) return known;
    const text = buffer.toString('utf8', start, end);
    // Dense from the first miss on, so that the list never turns into a dictionary.
    while (this.#texts.length <= slot) this.#texts.push('');
    this.#texts[slot] = text;
    this.#lengths[slot] = length;
    const place = slot * longest;
    for (let at = 0; at < length; at++) this.#bytes[place + at] = buffer[start + at] ?? 0;
    return text;
  }

  #holds(slot: number, buffer: Buffer, start: number, length: number): boolean {
    if (this.#lengths[slot] !== length) return false;
    const place = slot * longest;
    for (let at = 0; at < length; at++) {
      if (this.#bytes[place + at] !== buffer[start + at]) return false;
    }
    return true;
  }
}
