import type { LocatedLine } from '../../analysis/access-difference.ts';
import { factsOf } from '../../analysis/facts.ts';
import { rulesFromInventory } from '../../analysis/hba/rules-from-inventory.ts';
import { sessionChanges } from '../../analysis/hba/session-changes.ts';
import { memo } from '../../analysis/memo.ts';
import { UnreadSection } from '../../analysis/unread-section.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { SessionGroupRow } from '../../inventory/sections/sessions.ts';
import { settingRefusal } from './setting-refusal.ts';

/** Present sessions that are alike. They stay connected: it is the next time that counts. */
export interface SessionImpact {
  readonly role: string | null;
  readonly database: string | null;
  /** Null: a local socket, or not shown. */
  readonly address: string | null;
  readonly application: string;
  readonly count: number;
  /** What happens when they connect again, one clause. */
  readonly why: string;
}

export type SessionsAfter =
  | {
      readonly refused: readonly SessionImpact[];
      /** Asked for something else than today, or not decidable. */
      readonly uncertain: readonly SessionImpact[];
    }
  | { readonly unknown: string };

export type Refusal = { readonly outcome: 'refused' | 'uncertain'; readonly why: string };

const factsOnce = memo(factsOf);

/** What the role itself says to the next connection. */
function byRole(before: Inventory, after: Inventory, session: SessionGroupRow): Refusal | null {
  const [old, now] = [before, after].map(({ cluster: { roles } }) =>
    'rows' in roles ? roles.rows.find((row) => row.name === session.role) : undefined,
  );
  if (!old || old === now) return null;
  if (!now) return { outcome: 'refused', why: 'its role is dropped' };
  if (old.login && !now.login) return { outcome: 'refused', why: 'its role may not log in any more' };
  if (session.backendType === 'walsender' && old.replication && !now.replication && !now.superuser)
    return { outcome: 'refused', why: 'its role may not replicate any more' };
  if (!old.expired && now.expired) return { outcome: 'uncertain', why: 'its password has ended then' };
  return null;
}

function overLimit(
  after: Inventory,
  session: SessionGroupRow,
  present: ReadonlyMap<string, number>,
): Refusal | null {
  const { roles } = after.cluster;
  const row = 'rows' in roles ? roles.rows.find((one) => one.name === session.role) : undefined;
  const count = present.get(session.role ?? '') ?? 0;
  if (!row || row.superuser || row.connectionLimit < 0 || count <= row.connectionLimit) return null;
  const why = `its role has ${count} sessions now and may have ${row.connectionLimit}`;
  return { outcome: row.connectionLimit === 0 ? 'refused' : 'uncertain', why };
}

function limitsChanged(before: Inventory, after: Inventory): boolean {
  const limits = ({ cluster: { roles } }: Inventory) =>
    'rows' in roles
      ? roles.rows.map((row) => `${row.name}\0${row.connectionLimit}\0${row.superuser}`).join('\0')
      : '';
  return before.cluster.roles !== after.cluster.roles && limits(before) !== limits(after);
}

const cannotConnect = (loses: readonly LocatedLine[]) =>
  new Set(
    loses
      .filter(
        ({ kind, privilege, how }) => kind === 'database' && privilege === 'CONNECT' && how === 'inherited',
      )
      .map(({ role, name }) => `${role}\0${name}`),
  );

/** By the rules of pg_hba.conf, which look at roles and memberships too; one answer per row of the section. */
function byRules(before: Inventory, after: Inventory): readonly (Refusal | null)[] {
  const [was, is] = [factsOnce(before), factsOnce(after)];
  return sessionChanges(was, { rules: rulesFromInventory(is), maps: null }, is).map(({ outcome, reason }) => {
    if (outcome === 'kept') return null;
    return { outcome: outcome === 'refused' ? 'refused' : 'uncertain', why: reason };
  });
}

/**
 * What becomes of the sessions the snapshot saw when they connect again: by the rules, their role, their database, the
 * server's settings. Where nothing of that changes there is nothing to say, whether or not sessions could be read.
 */
export function sessionsAfter(
  before: Inventory,
  after: Inventory,
  loses: readonly LocatedLine[],
): SessionsAfter {
  const [was, is] = [before.cluster, after.cluster];
  const rules = was['hba-rules'] !== is['hba-rules'] || was.memberships !== is.memberships;
  const settings = was.settings !== is.settings || was['protected-settings'] !== is['protected-settings'];
  const connect = cannotConnect(loses);
  if (!rules && !settings && was.roles === is.roles && connect.size === 0)
    return { refused: [], uncertain: [] };
  if ('gap' in was.sessions) return { unknown: `sessions could not be read: ${was.sessions.gap.reason}` };
  const sessions = was.sessions.rows;
  try {
    const ruled = rules && sessions.length > 0 ? byRules(before, after) : [];
    const present = new Map<string, number>();
    for (const { role, count } of sessions) present.set(role ?? '', (present.get(role ?? '') ?? 0) + count);
    const limited = limitsChanged(before, after);
    const found = sessions.flatMap((session, at) => {
      const refusal =
        byRole(before, after, session) ??
        (connect.has(`${session.role}\0${session.database}`)
          ? ({ outcome: 'refused', why: `its role loses CONNECT on the database` } as const)
          : null) ??
        (limited ? overLimit(after, session, present) : null) ??
        (settings ? settingRefusal(before, after, session) : null) ??
        ruled[at];
      return refusal ? [{ session, refusal }] : [];
    });
    const listed = (wanted: Refusal['outcome']): readonly SessionImpact[] =>
      found
        .filter(({ refusal }) => refusal.outcome === wanted)
        .map(({ session: { role, database, address, application, count }, refusal: { why } }) => ({
          role,
          database,
          address,
          application,
          count,
          why,
        }));
    return { refused: listed('refused'), uncertain: listed('uncertain') };
  } catch (error) {
    if (!(error instanceof UnreadSection)) throw error;
    return { unknown: `${error.gap.input} could not be read: ${error.gap.reason}` };
  }
}
