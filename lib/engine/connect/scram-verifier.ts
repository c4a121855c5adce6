import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';

/** RFC 7677, section 4: no fewer; what PostgreSQL uses where `scram_iterations` (16 and later) says nothing else. */
export const fewestIterations = 4096;
/** Every login costs the client as many: what is above is a mistyped setting, and some drivers refuse far fewer. */
export const mostIterations = 1_000_000;

/**
 * What PostgreSQL stores for a password (documentation 53.8): `SCRAM-SHA-256$iterations:salt$StoredKey:ServerKey`. Sent in
 * `CREATE ROLE … PASSWORD` in place of the plaintext, which would otherwise reach the server's log and statistics.
 * For passwords in printable ASCII, where SASLprep changes nothing; throws on others.
 */
export function scramVerifier(
  password: string,
  salt: Buffer = randomBytes(16),
  iterations = fewestIterations,
): string {
  if (!/^[\x20-\x7e]+$/.test(password)) throw new Error('the password must be printable ASCII');
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256');
  const key = (name: string) => createHmac('sha256', salted).update(name).digest();
  const storedKey = createHash('sha256').update(key('Client Key')).digest('base64');
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${storedKey}:${key('Server Key').toString('base64')}`;
}

const base64 = (text: string | undefined): Buffer => Buffer.from(text ?? '', 'base64');

/**
 * A verifier taken apart; null for every other text. Stricter than the server, which takes whatever it cannot read as one for a
 * plaintext password: exact base64, a salt of 16 to 64 bytes, keys of 32, iterations within the bounds above.
 */
export function scramParts(text: string): { readonly iterations: number } | null {
  const match =
    /^SCRAM-SHA-256\$([1-9][0-9]{3,6}):([A-Za-z0-9+/]{4,}={0,2})\$([A-Za-z0-9+/]{43}=):([A-Za-z0-9+/]{43}=)$/.exec(
      text,
    );
  if (match === null) return null;
  const [, count, salt, storedKey, serverKey] = match;
  const exact = [salt, storedKey, serverKey].every((one) => base64(one).toString('base64') === one);
  const saltBytes = base64(salt).length;
  const iterations = Number(count);
  const bounded = iterations >= fewestIterations && iterations <= mostIterations;
  return exact && bounded && saltBytes >= 16 && saltBytes <= 64 ? { iterations } : null;
}

/** NIST SP 800-63B-4, 3.1.1.2, asks a verifier for no fewer than 8 characters of any password. */
const shortest = 8;
/** What drivers and poolers are known to carry. */
const longest = 128;

/**
 * Why this cannot be the new password of a role, in words; null where it can. Whoever sends a verifier takes the server's own
 * checks (passwordcheck) out of the way, but for the role's name. SASLprep (RFC 4013) is not done: drivers differ in it, and no
 * dependency here has it whole; in printable ASCII it changes nothing.
 */
export function passwordProblem(password: string, role: string): string | null {
  if (password.length < shortest) return `the password has fewer than ${shortest} characters`;
  if (password.length > longest) return `the password has more than ${longest} characters`;
  if (!/^[\x20-\x7e]+$/.test(password))
    return 'the password has characters other than printable ASCII, which clients prepare in different ways';
  if (password.toLowerCase() === role.toLowerCase()) return 'the password is the name of the role';
  return null;
}
