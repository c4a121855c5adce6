import { createHash } from 'node:crypto';

/** Wider than what a plan may hold (`scramParts`): a text from elsewhere is hidden too. The quotes of a literal go with it. */
const verifier = /(?:E?')?(SCRAM-SHA-256\$([0-9]+):[A-Za-z0-9+/=]*\$[A-Za-z0-9+/=]*:[A-Za-z0-9+/=]*)'?/g;

/**
 * A text without its SCRAM verifiers, for pages, logs and records. Whoever has a verifier can try guesses at the password
 * without the server seeing it, so that it is kept where the script is kept and shown to nobody. What stands in its place is no
 * literal: a script copied from a page has to fail, since the server would take any other string for a plaintext password.
 * The first digits of its SHA-256 tell one from another and, for the salt, nothing about the password.
 */
export const hideVerifiers = (text: string): string =>
  text.replace(verifier, (_, whole: string, iterations: string) => {
    const digest = createHash('sha256').update(whole).digest('hex').slice(0, 12);
    return `<SCRAM verifier, ${iterations} iterations, SHA-256 ${digest}, not shown>`;
  });

export const holdsVerifier = (text: string): boolean => text.search(verifier) >= 0;
