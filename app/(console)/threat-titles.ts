import { builtInThreats } from '#lib/engine/policy/threats/built-in.ts';

/** Titles of the built-in threats, by id. */
export const threatTitles: Readonly<Record<string, string>> = Object.fromEntries(
  builtInThreats.map(({ id, title }) => [id, title]),
);
