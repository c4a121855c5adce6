/** Fields of one `.pgpass` line: separated by colons, `\` escapes a colon or a backslash. */
function fields(line: string): string[] {
  const found = [''];
  for (let at = 0; at < line.length; at++) {
    const character = line.charAt(at);
    if (character === ':' && found.length < 5) found.push('');
    else
      found[found.length - 1] += character === '\\' && at + 1 < line.length ? line.charAt(++at) : character;
  }
  return found;
}

/**
 * The password a libpq password file gives (documentation 34.16): the first line whose host, port, database and user
 * match, `*` matching anything. For the default socket directory libpq looks for `localhost`; here any socket directory does.
 */
export function passwordFromFile(
  text: string,
  wanted: { readonly host: string; readonly port: number; readonly database: string; readonly user: string },
): string | null {
  const hosts = wanted.host.startsWith('/') ? [wanted.host, 'localhost'] : [wanted.host];
  for (const line of text.split(/\r?\n/)) {
    if (line === '' || line.startsWith('#')) continue;
    const [host, port, database, user, password] = fields(line);
    if (host === undefined || password === undefined) continue;
    const fits = (field: string | undefined, value: string) => field === '*' || field === value;
    if (!hosts.some((one) => fits(host, one)) || !fits(port, String(wanted.port))) continue;
    if (fits(database, wanted.database) && fits(user, wanted.user)) return password;
  }
  return null;
}
