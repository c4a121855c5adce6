import type { ClusterFacts } from '../../engine/analysis/facts.ts';
import { rulesFromInventory } from '../../engine/analysis/hba/rules-from-inventory.ts';
import { whyNotInForce } from '../../engine/analysis/hba/rules-in-force.ts';
import { reach } from '../../engine/analysis/reach.ts';
import type { Gap } from '../../engine/model/gap.ts';
import { orGap } from '../snapshot/or-gap.ts';

/** Where an attacker knocks: the widest network the rules let this role in from, and what they ask of it there. */
export interface Entry {
  /** Null: it could not be told whether or from where. */
  readonly network: string | null;
  readonly method: string | null;
  readonly tls: boolean | null;
  readonly line: number | null;
}

/** Wider first: a shorter prefix, and no network asked for at all before any. */
const width = (network: string) => Number(network.split('/')[1] ?? 128);

const weakness = ['trust', 'password', 'ident', 'md5', 'radius', 'ldap', 'pam', 'scram-sha-256'];

/** Where a login role is let in: into one database, (null) into any, or for physical replication. Undefined: nowhere. */
export type EntryOf = (role: string, into: Into) => Entry | undefined;

export type Into = { readonly database: string | null } | 'replication';

/** How hard it is to get in there: less is easier. */
export const rank = ({ method, network }: Entry) => {
  const at = weakness.indexOf(method ?? '');
  return (at < 0 ? weakness.length : at) * 1_000 + width(network ?? '');
};

const key = (into: Into) => (into === 'replication' ? into : JSON.stringify(into.database));

/** By the weakest method, and then the widest network. Throws `UnreadSection`. */
function entriesOf(facts: ClusterFacts): ReadonlyMap<string, ReadonlyMap<string, Entry>> {
  const found = new Map<string, Map<string, Entry>>();
  for (const one of reach(facts)) {
    if (one.origin.class !== 'network') continue;
    const into: readonly Into[] = one.replication
      ? ['replication']
      : [null, ...one.databases].map((database) => ({ database }));
    const entry = {
      network: one.origin.network,
      method: one.method,
      tls: one.tls,
      line: one.rule?.line ?? null,
    };
    for (const role of one.roles) {
      const own = found.get(role) ?? new Map<string, Entry>();
      found.set(role, own);
      for (const where of into.map(key)) {
        const known = own.get(where);
        if (!known || rank(entry) < rank(known)) own.set(where, entry);
      }
    }
  }
  return found;
}

const unknownEntry: Entry = { network: null, method: null, tls: null, line: null };

/** Every login role, where the rules cannot be followed: what is unknown must not look unreachable. */
export function startsOf(facts: ClusterFacts): {
  readonly roles: readonly string[];
  readonly entryOf: EntryOf;
  readonly gap: Gap | null;
} {
  const everybody = (gap: Gap) => {
    const logins = new Set(facts.read('roles').flatMap((row) => (row.login ? [row.name] : [])));
    return {
      roles: [...logins],
      entryOf: (role: string) => (logins.has(role) ? unknownEntry : undefined),
      gap,
    };
  };
  const rules = orGap(() => ({ errors: rulesFromInventory(facts).errors, entries: entriesOf(facts) }));
  if (rules.gap) return everybody(rules.gap);
  const { errors, entries } = rules.value;
  const reason = whyNotInForce(errors, 'pg_hba.conf');
  if (reason !== null) {
    return everybody({ input: 'hba-rules', database: null, reason, grant: null });
  }
  return {
    roles: [...entries.keys()],
    entryOf: (role, into) => entries.get(role)?.get(key(into)),
    gap: null,
  };
}
