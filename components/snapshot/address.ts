/** What a page was asked, as Next gives it. */
export type Said = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * The same page with something changed; an empty value takes a parameter out. A change of anything but the page goes back
 * to the first page.
 */
export function hrefWith(base: string, said: Said, change: Readonly<Record<string, string | null>>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(said)) {
    if (name in change || (name === 'page' && !('page' in change))) continue;
    for (const one of typeof value === 'string' ? [value] : (value ?? [])) {
      if (one !== '') parameters.append(name, one);
    }
  }
  for (const [name, value] of Object.entries(change)) {
    if (value !== null && value !== '') parameters.set(name, value);
  }
  const text = parameters.toString();
  return text === '' ? base : `${base}?${text}`;
}

/** A list parameter with one value put in, or taken out when it is there. */
export function toggledList(values: readonly string[], value: string): string {
  return (values.includes(value) ? values.filter((one) => one !== value) : [...values, value]).join(',');
}
