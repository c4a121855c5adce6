import type { HbaOption, HbaRule } from './hba-rule.ts';

/** Yes-or-no options that the view prints as `true`; in the file only `1` means yes (`hba.c`, `parse_hba_auth_opt`). */
const flags = new Set(['ldaptls', 'include_realm', 'delegate_ident_mapping']);
const takesRealm = new Set(['gss', 'sspi']);
/** `LDAP_SCOPE_SUBTREE`: what holds wherever no `ldapurl` says otherwise. The view shows it, the file has no such option. */
const wholeTree = 'ldapscope=2';

function optionOf(text: string): HbaOption {
  const equals = text.indexOf('=');
  if (equals < 0) return { name: text, value: '' };
  const [name, value] = [text.slice(0, equals), text.slice(equals + 1)];
  return { name, value: value === 'true' && flags.has(name) ? '1' : value };
}

/**
 * The options of a row of `pg_hba_file_rules` as `pg_hba.conf` takes them (`hbafuncs.c`, `get_hba_options`): read back as they
 * stand in the view, `ldaptls=true` and `include_realm=true` would mean no, and an `include_realm=0` that it leaves out yes.
 */
export function optionsOfView(method: string, texts: readonly string[]): readonly HbaOption[] {
  const options = texts.filter((text) => text !== wholeTree).map(optionOf);
  const hidden = takesRealm.has(method) && !options.some((one) => one.name === 'include_realm');
  return hidden ? [{ name: 'include_realm', value: '0' }, ...options] : options;
}

/** Whether the rule may carry options that the view does not show, or not as a file takes them: it cannot be written back. */
export function hidesOptions({ method, options }: HbaRule): boolean {
  // pam_use_hostname; compat_realm and upn_username; the scope of an ldapurl.
  return method === 'pam' || method === 'sspi' || options.some((one) => one.name === 'ldapscope');
}
