import type { SessionGroupRow } from '../../inventory/sections/sessions.ts';
import type { ClusterFacts } from '../facts.ts';
import { roleGraph } from '../role-graph.ts';
import { decide } from './decide.ts';
import type { HbaDecision, HbaRequest, HbaRules } from './hba-rule.ts';
import { lockoutBy } from './lockout.ts';
import { mapChange } from './map-change.ts';
import type { IdentRules } from './parse-ident-file.ts';
import { rulesFromInventory } from './rules-from-inventory.ts';
import { sessionAttempt } from './session-attempt.ts';

/**
 * What a changed file does to a session that would connect again: `kept` asks it for what it is asked for today;
 * `changed-method` lets it try by another method or with other options; `refused` turns it away whatever it can prove.
 */
export type SessionOutcome = 'kept' | 'refused' | 'changed-method' | 'undecidable';

/** Present sessions that are alike, and what becomes of them. */
export interface SessionChange {
  readonly session: SessionGroupRow;
  /** Physical replication. */
  readonly replication: boolean;
  /** What the rules of today decide; null where they, or the session, are not known. */
  readonly before: HbaDecision | null;
  /** What the changed file decides; null where the session is not known. */
  readonly after: HbaDecision | null;
  readonly outcome: SessionOutcome;
  readonly reason: string;
}

/** The changed files. Without maps, those of today stay. */
export interface HbaCandidate {
  readonly rules: HbaRules;
  readonly maps: IdentRules | null;
}

interface Judgement {
  readonly outcome: SessionOutcome;
  readonly reason: string;
}

const optionText = (decision: HbaDecision) =>
  Object.entries(decision.options)
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join(' ');

const asked = (decision: HbaDecision) =>
  [decision.method ?? '', optionText(decision)].filter(Boolean).join(' ');

function refusal(after: HbaDecision): string {
  return after.decision === 'reject'
    ? `line ${after.rule?.line ?? 0} of the changed file rejects it`
    : 'no rule of the changed file matches it';
}

function methodChange(
  facts: ClusterFacts,
  before: HbaDecision,
  after: HbaDecision,
  session: SessionGroupRow,
): Judgement | null {
  if (asked(before) === asked(after)) return null;
  const lockout = lockoutBy(facts, session.role ?? '', after);
  if (lockout !== null) return { outcome: 'refused', reason: `asked for ${asked(after)}, and ${lockout}` };
  if (before.decision !== 'method')
    return {
      outcome: 'changed-method',
      reason: `the rules of today would not let it in again; the changed file asks for ${asked(after)}`,
    };
  const certificate = after.options.clientcert !== undefined && !session.clientCertificate;
  return {
    outcome: 'changed-method',
    reason: `asked for ${asked(after)} instead of ${asked(before)}${certificate ? '; it shows no client certificate now' : ''}`,
  };
}

function judge(
  facts: ClusterFacts,
  candidate: HbaCandidate,
  session: SessionGroupRow,
  attempt: HbaRequest,
  before: HbaDecision,
  after: HbaDecision,
): Judgement {
  if (after.decision === 'reject' || after.decision === 'implicit-reject')
    return { outcome: 'refused', reason: refusal(after) };
  if (after.decision !== 'method') return { outcome: 'undecidable', reason: after.reason };
  const maps = mapChange(facts, candidate.maps, after, attempt);
  if (maps?.outcome === 'refused') return maps;
  if (before.decision === 'undecidable' || before.decision === 'file-error')
    return {
      outcome: 'undecidable',
      reason: `the changed file asks for ${asked(after)}; what it is asked for today is not known: ${before.reason}`,
    };
  return (
    methodChange(facts, before, after, session) ??
    maps ?? { outcome: 'kept', reason: `asked for ${asked(after)}, as today` }
  );
}

/**
 * What a changed `pg_hba.conf` (and, where given, `pg_ident.conf`) would do to each present session if it had to connect
 * again; loading a file ends no session. Decided by the first rule that matches, like every attempt: whether the session
 * can prove what a new method asks for is not known. Reads `sessions`, `roles`, `memberships`, `databases`, `hba-rules`;
 * the last may be unread, then no session is `kept`. Throws `UnreadSection`. `later`: where roles and memberships change with
 * the file, what they then are.
 */
export function sessionChanges(
  facts: ClusterFacts,
  candidate: HbaCandidate,
  later: ClusterFacts = facts,
): readonly SessionChange[] {
  const graph = roleGraph(facts);
  const laterGraph = roleGraph(later);
  const today = rulesToday(facts);
  return facts.read('sessions').map((session): SessionChange => {
    const known = sessionAttempt(session, graph);
    const again = sessionAttempt(session, laterGraph);
    if ('unread' in known || 'unread' in again)
      return {
        session,
        replication: session.backendType === 'walsender' && session.database === null,
        before: null,
        after: null,
        outcome: 'undecidable',
        reason: 'unread' in known ? known.unread : 'unread' in again ? again.unread : '',
      };
    const before = today(known.attempt);
    const after = decide(candidate.rules, again.attempt);
    return {
      session,
      replication: known.attempt.replication,
      before: before.decision === 'file-error' ? null : before,
      after,
      ...judge(later, candidate, session, again.attempt, before, after),
    };
  });
}

function rulesToday(facts: ClusterFacts): (attempt: HbaRequest) => HbaDecision {
  const section = facts.inventory.cluster['hba-rules'];
  if (!('gap' in section)) return (attempt) => decide(rulesFromInventory(facts), attempt);
  const { reason } = section.gap;
  return () => ({ decision: 'undecidable', method: null, options: {}, rule: null, reason });
}
