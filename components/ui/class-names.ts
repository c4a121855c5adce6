/** Joins class names; whatever is not a string is left out, so conditions can stand in place. */
export function classNames(...names: readonly (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}
