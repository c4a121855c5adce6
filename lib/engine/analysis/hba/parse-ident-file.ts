import { type AuthFileReader, tokenizeAuthFile } from './auth-file-tokens.ts';
import type { HbaFileError, HbaToken } from './hba-rule.ts';
import { compilePostgresRegex } from './postgres-regex.ts';

/** One line of `pg_ident.conf`: who `systemUser` may log in as under `map=…`. */
export interface IdentRule {
  readonly file: string | null;
  readonly line: number;
  readonly map: string;
  /** A regular expression if it begins with a slash, in every major. */
  readonly systemUser: HbaToken;
  /** From 16 also `all`, `+role` and regular expressions, with quotes as in `pg_hba.conf`. */
  readonly databaseUser: HbaToken;
}

/** Any error makes the server keep the maps it had. */
export interface IdentRules {
  readonly major: number;
  readonly rules: readonly IdentRule[];
  readonly errors: readonly HbaFileError[];
}

function lineError(fields: readonly (readonly HbaToken[])[], major: number): string | null {
  for (const field of fields.slice(0, 3)) if (field.length > 1) return 'multiple values in ident field';
  if (fields.length < 3) return 'missing entry at end of line';
  const patterns = [fields[1]?.[0], major >= 16 ? fields[2]?.[0] : undefined];
  for (const token of patterns) {
    if (!token?.text.startsWith('/')) continue;
    const compiled = compilePostgresRegex(token.text.slice(1));
    if ('invalid' in compiled)
      return `invalid regular expression "${token.text.slice(1)}": ${compiled.invalid}`;
  }
  return null;
}

/** Reads `pg_ident.conf` as a server of that major (14 to 18) does. An empty file is sound. */
export function parseIdentFile(
  text: string,
  options: { readonly major: number; readonly file?: string; readonly include?: AuthFileReader },
): IdentRules {
  const file = options.file ?? 'pg_ident.conf';
  const rules: IdentRule[] = [];
  const errors: HbaFileError[] = [];
  for (const line of tokenizeAuthFile(text, {
    major: options.major,
    file,
    ...(options.include ? { reader: options.include } : {}),
  })) {
    const error = line.error ?? lineError(line.fields, options.major);
    const [map, systemUser, databaseUser] = line.fields.map((field) => field[0]);
    if (error !== null || !map || !systemUser || !databaseUser) {
      errors.push({
        file: line.file,
        line: line.line,
        error: error ?? 'missing entry at end of line',
        unread: line.unread,
      });
    } else rules.push({ file: line.file, line: line.line, map: map.text, systemUser, databaseUser });
  }
  return { major: options.major, rules, errors };
}
