import type { ClusterFacts } from '../../engine/analysis/facts.ts';
import type { HbaDecision, HbaFileError, HbaRules } from '../../engine/analysis/hba/hba-rule.ts';
import { parseHbaFile } from '../../engine/analysis/hba/parse-hba-file.ts';
import { type IdentRules, parseIdentFile } from '../../engine/analysis/hba/parse-ident-file.ts';
import { type RuleDiffLine, ruleDiff } from '../../engine/analysis/hba/rule-diff.ts';
import { rulesFromInventory } from '../../engine/analysis/hba/rules-from-inventory.ts';
import { whyNotInForce } from '../../engine/analysis/hba/rules-in-force.ts';
import {
  type SessionChange,
  type SessionOutcome,
  sessionChanges,
} from '../../engine/analysis/hba/session-changes.ts';
import { type ReachChange, type ReachChangeKind, reachChanges } from '../../engine/analysis/reach-change.ts';
import type { Gap } from '../../engine/model/gap.ts';
import { orGap } from '../snapshot/or-gap.ts';

export interface SessionLine {
  readonly role: string | null;
  readonly database: string | null;
  readonly replication: boolean;
  /** `null`: the socket, or not shown. */
  readonly address: string | null;
  readonly transport: 'socket' | 'network' | 'not shown';
  readonly encryption: 'TLS' | 'GSSAPI' | 'none';
  readonly application: string;
  readonly count: number;
  readonly outcome: SessionOutcome;
  readonly reason: string;
}

export interface ReachChangeLine {
  readonly kind: ReachChangeKind;
  readonly place: string;
  readonly encryption: 'socket' | 'TLS' | 'none' | 'TLS or none';
  readonly replication: boolean;
  /** The first of them, and how many there are. */
  readonly roles: readonly string[];
  readonly roleCount: number;
  readonly databases: readonly string[];
  readonly databaseCount: number;
  /** What is asked for, or what becomes of the attempt. */
  readonly before: string;
  readonly after: string;
}

/** What a changed file would do. A part that cannot be told says why. */
export interface ChangedFile {
  readonly major: number;
  readonly errors: readonly Pick<HbaFileError, 'line' | 'error' | 'unread'>[];
  readonly identErrors: readonly Pick<HbaFileError, 'line' | 'error' | 'unread'>[];
  readonly diff: { readonly lines: readonly RuleDiffLine[] } | { readonly unknown: string };
  readonly sessions:
    | {
        readonly lines: readonly SessionLine[];
        readonly counts: Readonly<Record<SessionOutcome, number>>;
        readonly groups: number;
      }
    | { readonly unknown: string };
  readonly reach:
    | { readonly lines: readonly ReachChangeLine[]; readonly total: number }
    | { readonly unknown: string };
}

/** What one answer shows of each list, worst first. */
const shown = { sessions: 200, reach: 200, names: 200, diff: 2_000, errors: 100 } as const;
/** Decisions that one comparison may take: about a second. */
const mostDecisions = 200_000;
const mostRules = 500;
const mostWork = 20_000_000;

const outcomes: readonly SessionOutcome[] = ['refused', 'undecidable', 'changed-method', 'kept'];
const kinds: readonly ReachChangeKind[] = ['gained', 'lost', 'other-method', 'unknown'];

const gapWords = ({ input, reason }: Gap) => `${input} could not be read: ${reason}`;

function sessionLine({ session, replication, outcome, reason }: SessionChange): SessionLine {
  return {
    role: session.role,
    database: session.database,
    replication,
    address: session.address,
    transport: session.transport ?? 'not shown',
    encryption: session.tls ? 'TLS' : session.gss ? 'GSSAPI' : 'none',
    application: session.application,
    count: session.count,
    outcome,
    reason,
  };
}

function sessionsPart(
  facts: ClusterFacts,
  rules: HbaRules,
  maps: IdentRules | null,
): ChangedFile['sessions'] {
  const found = orGap(() => sessionChanges(facts, { rules, maps }));
  if (found.gap) return { unknown: gapWords(found.gap) };
  const sorted = [...found.value].sort((a, b) => outcomes.indexOf(a.outcome) - outcomes.indexOf(b.outcome));
  const count = (outcome: SessionOutcome) =>
    sorted.reduce((sum, one) => sum + (one.outcome === outcome ? one.session.count : 0), 0);
  return {
    lines: sorted.slice(0, shown.sessions).map(sessionLine),
    counts: {
      refused: count('refused'),
      undecidable: count('undecidable'),
      'changed-method': count('changed-method'),
      kept: count('kept'),
    },
    groups: sorted.length,
  };
}

function words({ decision, method, rule }: HbaDecision): string {
  const line = rule ? ` (line ${rule.line})` : '';
  if (decision === 'method') return `${method ?? ''}${line}`;
  if (decision === 'undecidable') return `cannot be decided${line}`;
  return decision === 'reject' ? `rejected${line}` : 'no rule: refused';
}

const reachLine = (one: ReachChange): ReachChangeLine => ({
  kind: one.kind,
  place: one.origin.class === 'local' ? 'socket' : one.origin.network,
  encryption: one.tls === null ? 'socket' : one.tls ? 'TLS' : 'none',
  replication: one.replication,
  roles: one.roles.slice(0, shown.names),
  roleCount: one.roles.length,
  databases: one.databases.slice(0, shown.names),
  databaseCount: one.databases.length,
  before: words(one.before),
  after: words(one.after),
});

/** One line for what is the same with TLS and without. */
function withOrWithoutTls(lines: readonly ReachChangeLine[]): ReachChangeLine[] {
  const alike = Map.groupBy(lines, ({ encryption: _, ...rest }) => JSON.stringify(rest));
  return [...alike.values()].flatMap(([first, other]) =>
    first ? [other ? { ...first, encryption: 'TLS or none' as const } : first] : [],
  );
}

/** The rules of today, or why they are not known. */
function rulesToday(facts: ClusterFacts): HbaRules | { readonly unknown: string } {
  const today = orGap(() => rulesFromInventory(facts));
  if (today.gap) return { unknown: gapWords(today.gap) };
  const notInForce = whyNotInForce(today.value.errors, 'pg_hba.conf');
  return notInForce === null ? today.value : { unknown: notInForce };
}

function reachPart(facts: ClusterFacts, before: HbaRules, after: HbaRules): ChangedFile['reach'] {
  const rules = before.rules.length + after.rules.length;
  const tooMuch = { unknown: 'too many rules, roles and databases to compare every attempt' };
  if (rules > mostRules) return tooMuch;
  const limit = Math.min(mostDecisions, Math.floor(mostWork / Math.max(rules, 1)));
  const found = orGap(() => reachChanges(facts, before, after, limit));
  if (found.gap) return { unknown: gapWords(found.gap) };
  if (found.value === null) return tooMuch;
  const lines = withOrWithoutTls(found.value.map(reachLine));
  const sorted = lines.sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind));
  return { lines: sorted.slice(0, shown.reach), total: sorted.length };
}

function diffPart(
  today: HbaRules | { readonly unknown: string },
  changed: HbaRules,
  broken: string | null,
): ChangedFile['diff'] {
  if (broken !== null) return { unknown: broken };
  return 'unknown' in today ? today : { lines: ruleDiff(today.rules, changed.rules).slice(0, shown.diff) };
}

const plainErrors = (errors: readonly HbaFileError[]) =>
  errors.slice(0, shown.errors).map(({ line, error, unread }) => ({ line, error, unread }));

/**
 * What a pasted `pg_hba.conf` (and `pg_ident.conf`, where given) would do in the place of today's: what the server refuses in it,
 * which rules change, which sessions of the scan it turns away, and who reaches more or less. Nothing is kept of it.
 */
export function changedFile(
  facts: ClusterFacts,
  text: { readonly hba: string; readonly ident: string },
): ChangedFile {
  const major = Math.floor(facts.inventory.server.versionNum / 10_000);
  const rules = parseHbaFile(text.hba, { major });
  const maps = text.ident.trim() === '' ? null : parseIdentFile(text.ident, { major });
  const today = rulesToday(facts);
  const broken = whyNotInForce(rules.errors, 'the pasted file');
  const comparable = (compute: (before: HbaRules) => ChangedFile['reach']): ChangedFile['reach'] => {
    if (broken !== null) return { unknown: broken };
    return 'unknown' in today
      ? { unknown: `the rules of today are not known: ${today.unknown}` }
      : compute(today);
  };
  return {
    major,
    errors: plainErrors(rules.errors),
    identErrors: plainErrors(maps?.errors ?? []),
    diff: diffPart(today, rules, broken),
    sessions: broken === null ? sessionsPart(facts, rules, maps) : { unknown: broken },
    reach: comparable((before) => reachPart(facts, before, rules)),
  };
}
