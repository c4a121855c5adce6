import { redacted } from './redact.ts';

/** Words that cryptographic functions take and that are no secret: algorithms, formats, options. */
const plainWords =
  /^(md5|sha-?\d+|sha3-\d+|hex|base64|escape|aes(-(cbc|ecb|cfb))?(\/pad:(pkcs|none))?|bf(-(cbc|ecb))?|3des|cast5|des|xdes|utf-?8|(cipher-algo|compress-algo|s2k-mode|unicode-mode)=[a-z0-9]+)$/i;

/**
 * An expression as the server deparses it, without the text of its literals, which may be keys: what stays are algorithms,
 * formats, and names of settings in `current_setting`. Deparsed text doubles every quote, also in `E''` strings.
 */
export function redactLiterals(expression: string): string {
  return expression.replace(
    /"(?:[^"]|"")*"|(current_setting\()?(?:\bE)?'((?:[^']|'')*)'/g,
    (whole: string, setting: string | undefined, text: string | undefined) =>
      text === undefined || text === '' || setting !== undefined || plainWords.test(text)
        ? whole
        : `'${redacted}'`,
  );
}
