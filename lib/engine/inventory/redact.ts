import { redactConninfo } from './redact-conninfo.ts';

/** What stands in place of a secret. Empty and NULL stay as they are: whether something is set is no secret. */
export const redacted = '[secret]';

const secretNames = new Set(['ssl_passphrase_command', 'ldapbindpasswd', 'radiussecrets']);
const secretWords =
  /passw(or)?d|passphrase|secret|token|api_?key|access_?key|private_?key|encryption_?key|signing_?key|credential|conninfo|(^|[._])(dsn|pwd|pass)($|[._])/i;
/** Core parameters and options whose names sound secret and whose values are not. */
const harmlessNames =
  /^(password_encryption|password_required|passwordcheck\..*|.*(_file|_keyfile|_expiration|_timeout|_length|_lifetime))$/i;
const plainValue = /^(on|off|true|false|yes|no|-?[0-9]{1,6})$/i;

/** Passwords inside a longer text: command lines, URLs, connection strings. */
export function redactInside(text: string): string {
  return text
    .replace(/([a-z][a-z0-9+.-]*:\/\/[^\s:/@]*:)[^\s@]+@/gi, `$1${redacted}@`)
    .replace(
      /((?:passw(?:or)?d|passphrase|pwd|secret|token|api_?key|access_?key)["']?\s*(?:=>|=|:|\s)\s*)("[^"]*"|'[^']*'|[^\s,;'"]+)/gi,
      `$1${redacted}`,
    );
}

/** A parameter's or option's value, safe to store: hidden whole where the name says it is a secret, else in part. */
export function redactValue(name: string, value: string): string {
  if (value === '') return value;
  const lower = name.toLowerCase();
  if (lower === 'primary_conninfo') return redactConninfo(value, redacted);
  if (secretNames.has(lower)) return redacted;
  if (secretWords.test(lower) && !harmlessNames.test(lower) && !plainValue.test(value)) return redacted;
  return redactInside(value);
}

/** `name=value`, as in `pg_hba_file_rules.options`, `srvoptions` and `proconfig`. */
export function redactAssignment(assignment: string): string {
  const at = assignment.indexOf('=');
  if (at < 0) return redactInside(assignment);
  const name = assignment.slice(0, at);
  return `${name}=${redactValue(name, assignment.slice(at + 1))}`;
}
