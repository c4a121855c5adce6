/**
 * The one place where names and values from a catalog become SQL text. Identifiers are always quoted, keywords and plain
 * words too: unquoted `current_user` or `public` mean something else (PostgreSQL documentation 4.1.1).
 */
export function identifier(name: string): string {
  if (name.includes('\0')) throw new Error('an identifier cannot contain a zero byte');
  return `"${name.replaceAll('"', '""')}"`;
}

/** A string literal that means the same whatever `standard_conforming_strings` says. */
export function literal(text: string): string {
  if (text.includes('\0')) throw new Error('a string cannot contain a zero byte');
  const quoted = `'${text.replaceAll("'", "''").replaceAll('\\', '\\\\')}'`;
  return text.includes('\\') ? `E${quoted}` : quoted;
}

/** `schema.name`, both quoted; the name alone where there is no schema. */
export function qualified(schema: string | undefined, name: string): string {
  return schema === undefined ? identifier(name) : `${identifier(schema)}.${identifier(name)}`;
}

/**
 * Text that may stand behind `--`: whatever could end the line, start a psql command or turn the reading direction is
 * written as its code point. A bare carriage return ends a comment for the server as well as for psql.
 */
export function commentText(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\\]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
  });
}
