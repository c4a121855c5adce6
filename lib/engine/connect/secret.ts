import { inspect } from 'node:util';

/** A password or private key that prints `[secret]` wherever it is written: text, JSON, logs, errors. Only `connect` opens it. */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** The plaintext, for the moment it is handed to the driver. */
  open(): string {
    return this.#text;
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }

  [inspect.custom](): string {
    return '[secret]';
  }
}
