/** Keywords of a connection string that say how it is protected and are no secret themselves (documentation 34.1.2). */
const kept = new Set([
  'sslmode',
  'sslrootcert',
  'sslcert',
  'channel_binding',
  'require_auth',
  'gssencmode',
  'passfile',
  'hostaddr',
  'service',
]);

/** Keywords whose value is a secret: of these only that there is one is kept. */
export const secretKeywords = [
  'password',
  'sslpassword',
  // Since 18.
  'scram_client_key',
  'scram_server_key',
  'oauth_client_secret',
] as const;

/**
 * The keyword/value form of libpq read as `conninfo_parse` does: blanks around `=`, values in single quotes with
 * backslash escapes. Null for a URI and for what is not well formed.
 */
export function parseConninfo(text: string): ReadonlyMap<string, string> | null {
  const pairs = new Map<string, string>();
  const pattern = /\s*([a-z_]+)\s*=\s*(?:'((?:[^'\\]|\\.)*)'|((?:[^\s'\\]|\\.)*))(?=\s|$)/gsy;
  let rest = text.trim();
  while (rest !== '') {
    pattern.lastIndex = 0;
    const match = pattern.exec(rest);
    if (!match?.[1]) return null;
    pairs.set(match[1], (match[2] ?? match[3] ?? '').replace(/\\(.)/gs, '$1'));
    rest = rest.slice(pattern.lastIndex).trim();
  }
  return pairs;
}

/** What may be stored of a connection string: how it is protected, and that it holds a password, but not which. */
export function redactConninfo(text: string, secret: string): string {
  const pairs = parseConninfo(text);
  if (!pairs) return secret;
  const shown = [...pairs]
    .filter(([key]) => kept.has(key))
    .map(([key, value]) => `${key}='${value.replace(/['\\]/g, '\\$&')}'`);
  for (const key of secretKeywords) if ((pairs.get(key) ?? '') !== '') shown.push(`${key}='${secret}'`);
  // That nothing is said of protection is worth knowing too: libpq then does without.
  return shown.length > 0 || pairs.size === 0 ? shown.join(' ') : `host='${secret}'`;
}
