import type { HbaAddress, HbaRule, HbaRules, HbaToken } from './hba-rule.ts';
import { formatIpNetwork } from './ip-address.ts';
import { databaseKeywords } from './match-token.ts';

/** Options whose value is a secret. The inventory never holds it, so a rule with one cannot be written back. */
const secretOptions = ['ldapbindpasswd', 'radiussecrets'];

function quote(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

const needsQuotes = (text: string) => text === '' || /[\s,#"]|^@|\\$/.test(text);

function tokenText(token: HbaToken, special: (text: string) => boolean): string {
  const mustQuote = needsQuotes(token.text) || (token.quoted === true && special(token.text));
  return mustQuote ? quote(token.text) : token.text;
}

function addressText(address: HbaAddress | null): string[] {
  if (address === null) return [];
  if (address.match === 'network') return [formatIpNetwork(address.network)];
  if (address.match !== 'host-name') return [address.match];
  const keyword = ['all', 'samehost', 'samenet'].includes(address.name);
  return [keyword || needsQuotes(address.name) ? quote(address.name) : address.name];
}

/**
 * The rule as one line of `pg_hba.conf`, always the same text for the same meaning: single blanks, quotes only where
 * they matter, networks with their host bits cleared. Reading it back gives the same rule. Names that an `ObjectRef`
 * stands for are given with `secrets: 'hidden'`; only a file that is really written shows them.
 */
export function canonicalRule(rule: HbaRule, secrets: 'hidden' | 'shown' = 'hidden'): string {
  const special = (text: string) => text.startsWith('+');
  return [
    rule.type,
    rule.databases.map((token) => tokenText(token, (text) => databaseKeywords.includes(text))).join(','),
    rule.users.map((token) => tokenText(token, (text) => text === 'all' || special(text))).join(','),
    ...addressText(rule.address),
    rule.method,
    ...rule.options.map(({ name, value }) => {
      const text = `${name}=${secrets === 'hidden' && secretOptions.includes(name) ? '[secret]' : value}`;
      return needsQuotes(text) ? quote(text) : text;
    }),
  ].join(' ');
}

/** Whether the rule carries a secret that a rewritten file would have to repeat. */
export function holdsSecret(rule: HbaRule): boolean {
  return rule.options.some(({ name }) => secretOptions.includes(name));
}

/** A whole file with these rules in this order and nothing else: no comments, no includes. */
export function renderHbaFile(rules: HbaRules | readonly HbaRule[]): string {
  const list = 'rules' in rules ? rules.rules : rules;
  return list.map((rule) => `${canonicalRule(rule, 'shown')}\n`).join('');
}
