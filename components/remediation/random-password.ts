/** 64 characters that need no quoting in a shell, a URL or a connection string: six bits each, none likelier than another. */
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.';

/** A password of 192 random bits. */
export const randomPassword = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(32)), (byte) => letters[byte & 63]).join('');
