import { type ParseArgsConfig, parseArgs } from 'node:util';
import { unusable } from './command-failure.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

/** Flags as given, each by name: text, or the texts of a flag that may be repeated. */
export interface Arguments {
  text(name: string): string | undefined;
  all(name: string): readonly string[];
  flag(name: string): boolean;
  readonly positionals: readonly string[];
}

/**
 * Parses strictly. What is not understood is not repeated where it may be a URL: it could hold a password.
 * Throws `CommandFailure` (2).
 */
export function readArguments(
  argv: readonly string[],
  options: Options,
  positionals: { readonly most: number; readonly least?: number; readonly what?: string } = { most: 0 },
): Arguments {
  let parsed: ReturnType<typeof parseArgs>;
  try {
    parsed = parseArgs({ args: [...argv], options, strict: true, allowPositionals: true });
  } catch (error) {
    const message = error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : '';
    throw unusable(
      /:\/\//.test(message)
        ? 'an option was not understood'
        : message.replace(/\. (To specify|Did you).*$/, ''),
    );
  }
  if (parsed.positionals.length > positionals.most) {
    const extra = parsed.positionals[positionals.most] ?? '';
    throw unusable(
      extra.includes('://')
        ? 'unexpected argument (a URL goes after --url)'
        : `unexpected argument "${extra}"`,
    );
  }
  if (parsed.positionals.length < (positionals.least ?? 0))
    throw unusable(`${positionals.what ?? 'an argument'} is missing`);
  const { values } = parsed;
  return {
    text: (name) => {
      const value = values[name];
      return typeof value === 'string' ? value : undefined;
    },
    all: (name) => {
      const value = values[name];
      return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
    },
    flag: (name) => values[name] === true,
    positionals: parsed.positionals,
  };
}

/** One of a closed set of words, or 2 with the words there are. */
export function oneOf<const Word extends string>(flag: string, value: string, words: readonly Word[]): Word {
  const found = words.find((word) => word === value);
  if (found === undefined) throw unusable(`--${flag} must be one of ${words.join(', ')}`);
  return found;
}
