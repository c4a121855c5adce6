const most = 3;

/** Names for a sentence: a few of them, and how many there are beside. */
export function someOf(names: readonly string[]): string {
  if (names.length <= most) return names.join(', ');
  return `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}
