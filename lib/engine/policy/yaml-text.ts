// What YAML would read as something else than text, plainly written.
const taken = /^(true|false|null|yes|no|on|off|y|n)$/i;
const plain = /^[A-Za-z_][A-Za-z0-9_]*([.:/-][A-Za-z0-9_]+)*$/;
const unsafe = /["\\]|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\u115f\u1160\u2800\u3164\uffa0]|(?! )\p{Zs}/gu;

function escaped(character: string): string {
  if (character === '"' || character === '\\') return `\\${character}`;
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff
    ? `\\U${code.toString(16).toUpperCase().padStart(8, '0')}`
    : `\\u${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

/**
 * A name as a YAML scalar that reads back exactly: plain where it cannot be mistaken for anything, else in double quotes
 * with everything invisible written as an escape. Fits into flow and block style alike.
 */
export function yamlText(name: string): string {
  return plain.test(name) && !taken.test(name) ? name : `"${name.replace(unsafe, escaped)}"`;
}
