import { type AuthFileReader, type AuthLine, tokenizeAuthFile } from './auth-file-tokens.ts';
import { optionsError, resolveMethod } from './hba-method.ts';
import {
  type HbaAddress,
  type HbaFileError,
  type HbaOption,
  type HbaRule,
  type HbaRules,
  type HbaToken,
  type HbaType,
  hbaTypes,
} from './hba-rule.ts';
import { type IpNetwork, parseIpAddress, parsePrefixLength, prefixMask } from './ip-address.ts';
import { compilePostgresRegex } from './postgres-regex.ts';

class RuleError extends Error {}

function connectionType(text: string): HbaType {
  const type = hbaTypes.find((known) => known === text);
  if (!type) throw new RuleError(`invalid connection type "${text}"`);
  return type;
}

/** A regular expression (`/…`, from 16) that does not compile makes the line an error, quoted or not. */
function checkRegex(token: HbaToken, major: number): HbaToken {
  if (major < 16 || !token.text.startsWith('/')) return token;
  const compiled = compilePostgresRegex(token.text.slice(1));
  if ('invalid' in compiled)
    throw new RuleError(`invalid regular expression "${token.text.slice(1)}": ${compiled.invalid}`);
  return token;
}

/** Reads a line's fields one by one, with the server's own complaint where one is missing or doubled. */
class Fields {
  readonly #fields: readonly (readonly HbaToken[])[];
  #at = 0;

  constructor(fields: readonly (readonly HbaToken[])[]) {
    this.#fields = fields;
  }

  list(before: string): readonly HbaToken[] {
    const field = this.#fields[this.#at];
    if (!field) throw new RuleError(`end-of-line before ${before}`);
    this.#at += 1;
    return field;
  }

  single(before: string, plural: string): HbaToken {
    const field = this.list(before);
    const [token] = field;
    if (field.length !== 1 || !token) throw new RuleError(`multiple values specified for ${plural}`);
    return token;
  }

  rest(): readonly HbaToken[] {
    return this.#fields.slice(this.#at).flat();
  }
}

function network(fields: Fields, token: HbaToken): HbaAddress {
  const slash = token.text.indexOf('/');
  const text = slash < 0 ? token.text : token.text.slice(0, slash);
  const address = parseIpAddress(text);
  if (!address) {
    if (slash >= 0)
      throw new RuleError(`specifying both host name and CIDR mask is invalid: "${token.text}"`);
    return { match: 'host-name', name: text };
  }
  let found: IpNetwork;
  if (slash >= 0) {
    const length = parsePrefixLength(token.text.slice(slash + 1), address.family);
    if (length === null) throw new RuleError(`invalid CIDR mask in address "${token.text}"`);
    found = { ...address, mask: prefixMask(address.family, length) };
  } else {
    const maskText = fields.single('netmask specification', 'netmask').text;
    const mask = parseIpAddress(maskText);
    if (!mask) throw new RuleError(`invalid IP mask "${maskText}"`);
    if (mask.family !== address.family) throw new RuleError('IP address and mask do not match');
    found = { ...address, mask: mask.value };
  }
  return { match: 'network', network: found };
}

function addressOf(fields: Fields): HbaAddress {
  const token = fields.single('IP address specification', 'host address');
  const keyword = (['all', 'samehost', 'samenet'] as const).find((known) => known === token.text);
  return keyword && !token.quoted ? { match: keyword } : network(fields, token);
}

function optionOf(token: HbaToken): HbaOption {
  const equals = token.text.indexOf('=');
  if (equals < 0) throw new RuleError(`authentication option not in name=value format: ${token.text}`);
  return { name: token.text.slice(0, equals), value: token.text.slice(equals + 1) };
}

function ruleOf(line: AuthLine, major: number): HbaRule {
  const fields = new Fields(line.fields);
  const type = connectionType(fields.single('connection type', 'connection type').text);
  const databases = fields.list('database specification').map((token) => checkRegex(token, major));
  const users = fields.list('role specification').map((token) => checkRegex(token, major));
  const address = type === 'local' ? null : addressOf(fields);
  const resolved = resolveMethod(
    fields.single('authentication method', 'authentication type').text,
    type,
    major,
  );
  if ('error' in resolved) throw new RuleError(resolved.error);
  const options = fields.rest().map(optionOf);
  const error = optionsError(options, type, resolved.method, major);
  if (error !== null) throw new RuleError(error);
  return {
    file: line.file,
    line: line.line,
    type,
    databases,
    users,
    address,
    method: resolved.method,
    options,
    inert: null,
  };
}

/**
 * Reads `pg_hba.conf` as a server of that major (14 to 18) does. A line it would refuse is an error, and any error
 * makes it refuse the whole file; a file without a rule is refused too. `include` is how further files are read; without
 * it a line that names one is an error marked `unread`. Builds differ in the methods they support (`gss`, `pam`, `ldap`,
 * `sspi`, `bsd`): all are taken as supported.
 */
export function parseHbaFile(
  text: string,
  options: { readonly major: number; readonly file?: string; readonly include?: AuthFileReader },
): HbaRules {
  const file = options.file ?? 'pg_hba.conf';
  const rules: HbaRule[] = [];
  const errors: HbaFileError[] = [];
  for (const line of tokenizeAuthFile(text, {
    major: options.major,
    file,
    ...(options.include ? { reader: options.include } : {}),
  })) {
    if (line.error !== null) {
      errors.push({ file: line.file, line: line.line, error: line.error, unread: line.unread });
      continue;
    }
    try {
      rules.push(ruleOf(line, options.major));
    } catch (error) {
      if (!(error instanceof RuleError)) throw error;
      errors.push({ file: line.file, line: line.line, error: error.message, unread: false });
    }
  }
  if (rules.length === 0 && errors.length === 0)
    errors.push({ file, line: 1, error: 'the file contains no entries', unread: false });
  return { major: options.major, rules, errors };
}
