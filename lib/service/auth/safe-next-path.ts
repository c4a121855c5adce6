/** Where to go after signing in: a path of ours, never another site, never the sign-in page again. */
export function safeNextPath(given: string | string[] | undefined): string {
  const base = 'http://postern.invalid';
  if (typeof given !== 'string' || !given.startsWith('/') || !URL.canParse(given, base)) return '/';
  const url = new URL(given, base);
  if (
    url.origin !== base ||
    url.pathname.startsWith('//') ||
    /^\/(sign-in|setup|invitation|password)\b/.test(url.pathname)
  )
    return '/';
  return `${url.pathname}${url.search}${url.hash}`;
}
