import { expect, test } from 'vitest';
import { hidesOptions, optionsOfView } from './options-of-view.ts';

// What PostgreSQL 15.18 with LDAP, GSSAPI and PAM shows for such lines of pg_hba.conf; the servers of the tests have none of them.
test.each([
  [
    'ldap',
    ['ldapserver=l', 'ldaptls=true', 'ldapprefix=cn=', 'ldapscope=2'],
    'ldapserver=l ldaptls=1 ldapprefix=cn=',
  ],
  ['ldap', ['ldapserver=l', 'ldapscheme=ldaps', 'ldapscope=2'], 'ldapserver=l ldapscheme=ldaps'],
  ['gss', ['include_realm=true', 'krb_realm=true'], 'include_realm=1 krb_realm=true'],
  ['gss', [], 'include_realm=0'],
  ['sspi', ['map=m'], 'include_realm=0 map=m'],
  ['oauth', ['issuer=i', 'delegate_ident_mapping=true'], 'issuer=i delegate_ident_mapping=1'],
  ['cert', ['clientcert=verify-full'], 'clientcert=verify-full'],
  ['scram-sha-256', [], ''],
])('%s %j', (method, shown, file) => {
  const options = optionsOfView(method, shown);
  expect(options.map(({ name, value }) => `${name}=${value}`).join(' ')).toBe(file);
});

test.each([
  ['pam', ['pamservice=x'], true],
  ['sspi', [], true],
  ['ldap', ['ldapbasedn=dc=x', 'ldapscope=1'], true],
  ['ldap', ['ldapbasedn=dc=x', 'ldapscope=2'], false],
  ['gss', [], false],
])('%s %j may hide something: %s', (method, shown, hides) => {
  const rule = {
    file: null,
    line: 1,
    type: 'host' as const,
    databases: [],
    users: [],
    address: null,
    method,
    options: optionsOfView(method, shown),
    inert: null,
  };
  expect(hidesOptions(rule)).toBe(hides);
});
