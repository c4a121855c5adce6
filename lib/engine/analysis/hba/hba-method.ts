import type { HbaOption, HbaType } from './hba-rule.ts';

/** Methods by the major that brought them. `sspi` exists on Windows alone, `bsd` on OpenBSD alone: elsewhere they are errors. */
const methods: Readonly<Record<string, number>> = {
  trust: 0,
  reject: 0,
  ident: 0,
  peer: 0,
  password: 0,
  md5: 0,
  'scram-sha-256': 0,
  gss: 0,
  sspi: 0,
  pam: 0,
  bsd: 0,
  ldap: 0,
  cert: 0,
  radius: 0,
  oauth: 18,
};

/** Which methods an option belongs to; `clientcert` and `clientname` belong to the connection type instead. */
const optionMethods: Readonly<Record<string, readonly string[]>> = {
  map: ['ident', 'peer', 'gss', 'sspi', 'cert', 'oauth'],
  pamservice: ['pam'],
  pam_use_hostname: ['pam'],
  ldapurl: ['ldap'],
  ldaptls: ['ldap'],
  ldapscheme: ['ldap'],
  ldapserver: ['ldap'],
  ldapport: ['ldap'],
  ldapbinddn: ['ldap'],
  ldapbindpasswd: ['ldap'],
  ldapsearchattribute: ['ldap'],
  ldapsearchfilter: ['ldap'],
  ldapbasedn: ['ldap'],
  ldapprefix: ['ldap'],
  ldapsuffix: ['ldap'],
  krb_realm: ['gss', 'sspi'],
  include_realm: ['gss', 'sspi'],
  compat_realm: ['sspi'],
  upn_username: ['sspi'],
  radiusservers: ['radius'],
  radiusports: ['radius'],
  radiussecrets: ['radius'],
  radiusidentifiers: ['radius'],
  issuer: ['oauth'],
  scope: ['oauth'],
  validator: ['oauth'],
  delegate_ident_mapping: ['oauth'],
};

const clientValues: Readonly<Record<string, readonly string[]>> = {
  clientcert: ['verify-ca', 'verify-full'],
  clientname: ['CN', 'DN'],
};

/** The method as it takes effect, or why the server would refuse the line. */
export function resolveMethod(
  name: string,
  type: HbaType,
  major: number,
): { readonly method: string } | { readonly error: string } {
  const since = Object.hasOwn(methods, name) ? methods[name] : undefined;
  if (since === undefined || since > major) return { error: `invalid authentication method "${name}"` };
  if (name === 'ident' && type === 'local') return { method: 'peer' };
  if (name === 'gss' && type === 'local')
    return { error: 'gssapi authentication is not supported on local sockets' };
  if (name === 'peer' && type !== 'local')
    return { error: 'peer authentication is only supported on local sockets' };
  if (name === 'cert' && type !== 'hostssl')
    return { error: 'cert authentication is only supported on hostssl connections' };
  return { method: name };
}

function optionError(
  { name, value }: HbaOption,
  type: HbaType,
  method: string,
  major: number,
): string | null {
  const allowed = Object.hasOwn(clientValues, name) ? clientValues[name] : undefined;
  if (allowed) {
    if (type !== 'hostssl') return `${name} can only be configured for "hostssl" rows`;
    if (!allowed.includes(value)) return `invalid value for ${name}: "${value}"`;
    return name === 'clientcert' && method === 'cert' && value !== 'verify-full'
      ? 'clientcert can only be set to "verify-full" when using "cert" authentication'
      : null;
  }
  const belongsTo = Object.hasOwn(optionMethods, name) ? optionMethods[name] : undefined;
  if (!belongsTo || (belongsTo[0] === 'oauth' && major < 18))
    return `unrecognized authentication option name: "${name}"`;
  if (!belongsTo.includes(method)) {
    return `authentication option "${name}" is only valid for authentication methods ${belongsTo.join(', ')}`;
  }
  if (name === 'ldapport' && !/^\s*[+-]?0*[1-9]/.test(value)) return `invalid LDAP port number: "${value}"`;
  if (name === 'ldapurl' && !/^ldaps?:\/\//i.test(value)) return `could not parse LDAP URL "${value}"`;
  if (name === 'radiusports' && value.split(',').some((port) => !/^\s*"?[+-]?0*[1-9]/.test(port))) {
    return `invalid RADIUS port number: "${value}"`;
  }
  return null;
}

function listLength(value: string | undefined): number {
  return value === undefined || value.trim() === '' ? 0 : value.split(',').length;
}

function mandatoryError(method: string, options: ReadonlyMap<string, string>): string | null {
  const missing = (...names: string[]) => names.find((name) => !options.has(name));
  const requires = (name: string | undefined) =>
    name === undefined ? null : `authentication method "${method}" requires argument "${name}" to be set`;
  if (method === 'ldap') {
    const search = ['ldapbasedn', 'ldapbinddn', 'ldapbindpasswd', 'ldapsearchattribute', 'ldapsearchfilter'];
    const fromUrl = options.has('ldapurl');
    if (options.has('ldapprefix') || options.has('ldapsuffix')) {
      return search.some((name) => options.has(name))
        ? 'cannot mix options for simple bind and search+bind modes'
        : null;
    }
    if (!options.has('ldapbasedn') && !fromUrl) {
      return 'authentication method "ldap" requires argument "ldapbasedn", "ldapprefix", or "ldapsuffix" to be set';
    }
    return options.has('ldapsearchattribute') && options.has('ldapsearchfilter')
      ? 'cannot use ldapsearchattribute together with ldapsearchfilter'
      : null;
  }
  if (method === 'radius') {
    const absent = missing('radiusservers', 'radiussecrets');
    if (absent !== undefined) return requires(absent);
    const servers = listLength(options.get('radiusservers'));
    if (servers === 0) return 'list of RADIUS servers cannot be empty';
    if (listLength(options.get('radiussecrets')) === 0) return 'list of RADIUS secrets cannot be empty';
    for (const name of ['radiussecrets', 'radiusports', 'radiusidentifiers']) {
      const given = listLength(options.get(name));
      if (given > 1 && given !== servers)
        return `the number of ${name} (${given}) must be 1 or that of the servers (${servers})`;
    }
    return null;
  }
  if (method === 'oauth') {
    if (options.get('delegate_ident_mapping') === '1' && options.has('map')) {
      return 'map cannot be used in combination with delegate_ident_mapping';
    }
    return requires(missing('scope', 'issuer'));
  }
  return null;
}

/** Why the server would refuse these options on such a line, or `null`. Source: `hba.c`, `parse_hba_auth_opt`. */
export function optionsError(
  options: readonly HbaOption[],
  type: HbaType,
  method: string,
  major: number,
): string | null {
  for (const option of options) {
    const error = optionError(option, type, method, major);
    if (error !== null) return error;
  }
  return mandatoryError(method, new Map(options.map(({ name, value }) => [name, value])));
}
