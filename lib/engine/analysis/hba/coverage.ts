import type { HbaAddress, HbaRule, HbaToken, HbaType } from './hba-rule.ts';
import { type IpNetwork, networkContains } from './ip-address.ts';
import { databaseKeywords, matchUser } from './match-token.ts';

/** What a connection is when the rules are read; a connection is exactly one of these. */
export type ConnectionState = 'local' | 'plain' | 'tls' | 'gss';

const states: Readonly<Record<HbaType, readonly ConnectionState[]>> = {
  local: ['local'],
  host: ['plain', 'tls', 'gss'],
  hostssl: ['tls'],
  hostnossl: ['plain', 'gss'],
  hostgssenc: ['gss'],
  hostnogssenc: ['plain', 'tls'],
};

export function statesOf(type: HbaType): readonly ConnectionState[] {
  return states[type];
}

const every4: IpNetwork = { family: 4, value: 0n, mask: 0n };
const every6: IpNetwork = { family: 6, value: 0n, mask: 0n };

/** The address field by family; `all` is both. */
export function addressParts(address: HbaAddress | null): readonly (HbaAddress | null)[] {
  if (address?.match !== 'all') return [address];
  return [every4, every6].map((network) => ({ match: 'network', network }));
}

/** Whether every address of `inner` is one of `outer`. */
export function coversAddress(outer: HbaAddress | null, inner: HbaAddress | null): boolean {
  if (outer === null || inner === null) return outer === inner;
  if (outer.match === 'all') return true;
  if (outer.match === 'network') {
    return inner.match === 'network' && networkContains(outer.network, inner.network);
  }
  // An interface's own address is inside its own network. Host names cover nothing: what they match is not ours to know.
  return (
    outer.match !== 'host-name' &&
    (outer.match === inner.match || (outer.match === 'samenet' && inner.match === 'samehost'))
  );
}

const isRegex = (text: string, major: number) => major >= 16 && text.startsWith('/');

/** Whether `outer` takes every database that `inner` does. */
export function coversDatabase(outer: HbaToken, inner: HbaToken, major: number): boolean {
  if (outer.quoted === null) return false;
  const keyword = (token: HbaToken) => token.quoted !== true && databaseKeywords.includes(token.text);
  if (keyword(inner)) {
    if (keyword(outer) && outer.text === inner.text) return true;
    const group = (token: HbaToken) => token.text === 'samerole' || token.text === 'samegroup';
    if (keyword(outer) && group(outer) && group(inner)) return true;
    return keyword(outer) && outer.text === 'all' && inner.text !== 'replication';
  }
  if (keyword(outer)) return outer.text === 'all';
  if (outer.text === inner.text) return true;
  if (!isRegex(outer.text, major) || isRegex(inner.text, major)) return false;
  const who = { user: inner.text, database: inner.text, memberOf: new Set<string>(), replication: false };
  return matchUser({ text: outer.text, quoted: true }, who, major) === 'yes';
}

/** Groups a role is in, by name, without itself. */
export type MemberOf = (role: string) => ReadonlySet<string>;

function coversUser(outer: HbaToken, inner: HbaToken, major: number, memberOf: MemberOf): boolean {
  if (outer.quoted === null) return false;
  const bare = (token: HbaToken) => token.quoted !== true;
  if (bare(outer) && outer.text === 'all') return true;
  if (bare(inner) && inner.text === 'all') return false;
  if (bare(inner) && inner.text.startsWith('+')) {
    const group = inner.text.slice(1);
    return (
      bare(outer) &&
      outer.text.startsWith('+') &&
      (outer.text === inner.text || memberOf(group).has(outer.text.slice(1)))
    );
  }
  if (isRegex(inner.text, major)) return outer.text === inner.text;
  const who = { user: inner.text, database: '', memberOf: memberOf(inner.text), replication: false };
  return matchUser(outer, who, major) === 'yes';
}

/** One of the parts a rule falls into, which earlier rules take each for itself. */
export interface RulePart {
  readonly state: ConnectionState;
  readonly address: HbaAddress | null;
  readonly database: HbaToken;
}

export function partsOf(rule: HbaRule): readonly RulePart[] {
  return statesOf(rule.type).flatMap((state) =>
    addressParts(rule.address).flatMap((address) =>
      rule.databases.map((database) => ({ state, address, database })),
    ),
  );
}

/** Whether one word of the rule takes everybody that `user` stands for. */
export function takesUser(rule: HbaRule, user: HbaToken, major: number, memberOf: MemberOf): boolean {
  return rule.users.some((token) => coversUser(token, user, major, memberOf));
}
