import type { ClusterFacts } from '../analysis/facts.ts';
import { UnreadSection } from '../analysis/unread-section.ts';
import type { Acceptance, BaselineApproval, BaselinedRow, Finding, FindingDraft } from '../model/finding.ts';
import type { Gap } from '../model/gap.ts';
import { joinedReasons, type Verdict } from '../model/verdict.ts';
import type { Policy } from '../policy/policy.ts';
import type { CheckResult, ClusterControl, Control } from './control.ts';
import { fingerprint } from './fingerprint.ts';
import { type Look, lookedAt } from './look.ts';
import { clusterGaps, databaseGaps, needsDatabases } from './needs.ts';
import { withReferrals } from './refer.ts';

function look(gaps: readonly Gap[], check: () => CheckResult): Look {
  if (gaps.length > 0) return { gaps };
  try {
    return { result: check() };
  } catch (error) {
    if (error instanceof UnreadSection) return { gaps: [error.gap] };
    // A defect of ours in one control must not take the other verdicts away, and must never look like a pass.
    return { broken: error instanceof Error ? error.name : 'error' };
  }
}

/** What the control's other way says where its own is closed, and null where that does not help. */
function otherLook(
  { otherWay }: ClusterControl,
  gaps: readonly Gap[],
  facts: ClusterFacts,
  policy: Policy,
): Look | null {
  if (otherWay === undefined || gaps.length === 0 || clusterGaps(facts, otherWay.needs).length > 0)
    return null;
  const result = otherWay.check(facts, policy);
  return result === null ? null : { result };
}

function looks(control: Control, facts: ClusterFacts, policy: Policy): readonly Look[] {
  const shared = clusterGaps(facts, control.needs);
  const unread = needsDatabases(facts, control.needs) ? facts.inventory.unreadDatabases : [];
  if (control.scope === 'cluster') {
    // Nothing was looked into, so nothing can have passed.
    if (facts.databases.length === 0 && unread.length === 0 && needsDatabases(facts, control.needs))
      return [];
    const inside = facts.databases.flatMap((database) => databaseGaps(database, control.needs));
    const gaps = [...shared, ...inside, ...unread];
    return [otherLook(control, gaps, facts, policy) ?? look(gaps, () => control.check(facts, policy))];
  }
  const each = facts.databases.map((database) =>
    look([...shared, ...databaseGaps(database, control.needs)], () => control.check(database, policy)),
  );
  return unread.length > 0 ? [...each, { gaps: unread }] : each;
}

function finish(
  control: Control,
  drafts: readonly FindingDraft[],
  systemIdentifier: string,
  accept: Accept,
): readonly Finding[] {
  const seen = new Map<string, number>();
  return drafts.map(({ object, title, evidence, remedy, severity }) => {
    const plain = fingerprint(systemIdentifier, control.id, object, 0);
    const occurrence = seen.get(plain) ?? 0;
    seen.set(plain, occurrence + 1);
    const finding: Finding = {
      object,
      title,
      evidence,
      remedy,
      fingerprint: occurrence === 0 ? plain : fingerprint(systemIdentifier, control.id, object, occurrence),
      control: control.id,
      severity: severity ?? control.severity,
      threats: control.threats,
      references: control.references,
      accepted: null,
    };
    const accepted = accept(finding);
    return accepted === null ? finding : { ...finding, accepted };
  });
}

type Accept = (finding: Finding) => Acceptance | null;
type Approve = (finding: Finding) => BaselineApproval | null;

/** Rows that the baseline approves apart from those that are findings. */
function parted(
  rows: readonly Finding[],
  approve: Approve,
): { readonly findings: readonly Finding[]; readonly baseline: readonly BaselinedRow[] } {
  const findings: Finding[] = [];
  const baseline: BaselinedRow[] = [];
  for (const row of rows) {
    const approval = approve(row);
    if (approval === null) findings.push(row);
    else baseline.push({ ...row, baseline: approval });
  }
  return { findings, baseline };
}

const sentence = (gap: Gap) =>
  `${gap.input}${gap.database === null ? '' : ` in ${gap.database}`}: ${gap.reason}`;

function verdictOf(
  control: Control,
  all: readonly Look[],
  databases: readonly string[],
  systemIdentifier: string,
  accept: Accept,
  approve: Approve,
): Verdict {
  const gaps = all.flatMap((one) => ('gaps' in one ? one.gaps : []));
  const results = all.flatMap((one) => ('result' in one ? [one.result] : []));
  const drafts = results.flatMap((one) => (one.outcome === 'judged' ? one.findings : []));
  const open = [
    ...gaps.map(sentence),
    ...all.flatMap((one) =>
      'broken' in one ? [`this control failed inside Postern (${one.broken}); please report it`] : [],
    ),
    ...results.flatMap((one) => (one.outcome === 'unknown' ? [one.reason] : [])),
    ...results.flatMap((one) =>
      one.outcome === 'judged' ? (one.undecided ?? []).map((object) => object.reason) : [],
    ),
  ];
  const reason = open.length > 0 ? joinedReasons([...new Set(open)]) : null;
  const { findings, baseline } = parted(finish(control, drafts, systemIdentifier, accept), approve);
  const decisions = results.flatMap((one) =>
    one.outcome === 'unknown' && one.decision !== undefined ? [one.decision] : [],
  );
  const waitsFor = decisions.length > 0 ? { waitsFor: [...new Set(decisions)] } : {};
  const approved = baseline.length > 0 ? { baseline } : {};
  const stays = new Set(findings.map((finding) => finding.object));
  const parts = control.scope === 'database' ? { inDatabases: lookedAt(databases, all, stays) } : {};
  const base = { control: control.id, gaps, findings, ...approved, ...waitsFor, ...parts };
  if (findings.length > 0) return { ...base, status: 'fail', reason };
  if (reason !== null) return { ...base, status: 'unknown', reason };
  if (results.some((one) => one.outcome === 'judged')) return { ...base, status: 'pass', reason: null };
  const aside = results.flatMap((one) => (one.outcome === 'not-applicable' ? [one.reason] : []));
  return {
    ...base,
    status: 'not-applicable',
    reason: joinedReasons([...new Set(aside)]) || 'there is no database to look at',
  };
}

/**
 * Judges a snapshot: one verdict per control, sorted by control id. `unknown` is decided here and not by the controls:
 * a needed section that is a gap, a database that could not be read, a policy that is silent, an object that could not be
 * judged, or a control that broke, each keep the control from passing. Rows that `approve` answers for are no findings: a
 * control all of whose rows are approved passes, and its verdict lists them. What two controls found alike is listed once.
 */
export function evaluate(
  controls: readonly Control[],
  facts: ClusterFacts,
  policy: Policy,
  accept: Accept,
  approve: Approve = () => null,
): readonly Verdict[] {
  const { server, substrate } = facts.inventory;
  const names = facts.databases.map((database) => database.name);
  const verdicts = [...controls]
    .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
    .map((control) => {
      if (control.substrates && !control.substrates.includes(substrate)) {
        const reason = `not applicable on ${substrate}`;
        return { control: control.id, status: 'not-applicable', reason, gaps: [], findings: [] } as const;
      }
      const all = looks(control, facts, policy);
      return verdictOf(control, all, names, server.systemIdentifier, accept, approve);
    });
  return withReferrals(verdicts);
}
