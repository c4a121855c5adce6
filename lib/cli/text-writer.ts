import type { FileHandle } from 'node:fs/promises';

const space = 1024 * 1024;
/** Characters encoded at once: at most three bytes each. */
const piece = 64 * 1024;

function endsInHalfPair(text: string, end: number): boolean {
  const code = text.charCodeAt(end - 1);
  return end < text.length && code >= 0xd800 && code < 0xdc00;
}

/**
 * Writes UTF-8 through one piece of memory: encoding each text into a buffer of its own would leave hundreds of megabytes
 * behind before they are collected. Nothing is asked for while the last piece is not yet taken.
 */
export class TextWriter {
  readonly #handle: FileHandle;
  readonly #bytes = Buffer.allocUnsafe(space);
  #used = 0;

  constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  /** Throws what writing to the file throws. */
  async write(text: string): Promise<void> {
    for (let at = 0; at < text.length; ) {
      let end = Math.min(at + piece, text.length);
      if (endsInHalfPair(text, end)) end += 1;
      if (this.#used + 3 * (end - at) > space) await this.flush();
      this.#used += this.#bytes.write(text.slice(at, end), this.#used);
      at = end;
    }
  }

  async flush(): Promise<void> {
    for (let at = 0; at < this.#used; ) {
      at += (await this.#handle.write(this.#bytes, at, this.#used - at)).bytesWritten;
    }
    this.#used = 0;
  }
}
