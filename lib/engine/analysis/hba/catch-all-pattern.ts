import { compilePostgresRegex } from './postgres-regex.ts';

/** Names no sensible pattern means to take: one that takes them all takes any. */
const strangers = ['x', 'root', 'nobody@elsewhere.invalid', '0', 'Z z'];

/** Whether a regular expression, without its slash, takes any name there may be. */
export function takesAnything(pattern: string): boolean {
  const compiled = compilePostgresRegex(pattern);
  return 'regex' in compiled && strangers.every((name) => compiled.regex.matches(name) === true);
}
