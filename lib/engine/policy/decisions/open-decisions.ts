import type { ClusterFacts } from '../../analysis/facts.ts';
import { compareText } from '../../model/compare-text.ts';
import type { Verdict } from '../../model/verdict.ts';
import { type Decision, decisionFamily as family } from '../decision.ts';
import type { Policy } from '../policy.ts';
import { architectureDecisions } from './architecture-decisions.ts';
import { classificationDecisions, type SuspectColumn } from './classification-decisions.ts';
import { encryptionDecisions } from './encryption-decisions.ts';
import { exceptionDecisions } from './exception-decisions.ts';
import { inventoryDecisions } from './inventory-decisions.ts';
import { doing, type OpenDecision } from './open-decision.ts';
import { retentionDecisions } from './retention-decisions.ts';
import { roleDecisions, secretDecisions } from './role-decisions.ts';
import { softwareDecisions } from './software-decisions.ts';
import { storageDecisions } from './storage-decisions.ts';

/**
 * The questions that answer what a control waits for: the very one; else the whole family (`secrets` for every
 * `secrets:…`); else the question it is part of (`tenancy` for `tenancy:column`).
 */
function answersAmong(asked: readonly OpenDecision[]): (wanted: string) => readonly string[] {
  const ids = asked.map((decision) => decision.id);
  const known = new Set(ids);
  const families = Map.groupBy(ids, family);
  return (wanted) => {
    if (known.has(wanted)) return [wanted];
    const children = families.get(wanted);
    return children ?? (known.has(family(wanted)) ? [family(wanted)] : []);
  };
}

/** A control waits for something that no question here asks: said as it is, so that it is not lost. */
function unasked(verdicts: readonly Verdict[], asked: readonly OpenDecision[]): readonly OpenDecision[] {
  const answeredBy = answersAmong(asked);
  const wanted = new Map<string, string>();
  for (const verdict of verdicts) {
    for (const id of verdict.waitsFor ?? []) {
      if (!wanted.has(id) && answeredBy(id).length === 0) wanted.set(id, verdict.reason ?? '');
    }
  }
  return [...wanted].map(([id, reason]) => ({
    id,
    question: `What does the policy say about ${id}?`,
    why: reason === '' ? 'A control waits for it.' : reason,
    options: [doing('State it in the policy', 'The controls that wait for it can be judged.')],
  }));
}

/** What a snapshot and a policy let one ask; with verdicts also of what those say. */
function asking(
  facts: ClusterFacts,
  policy: Policy,
  verdicts: readonly Verdict[],
  suspects: readonly SuspectColumn[],
): readonly OpenDecision[] {
  const specific = [
    ...architectureDecisions(policy),
    ...storageDecisions(policy),
    ...softwareDecisions(facts, policy),
    ...roleDecisions(facts, policy),
    ...secretDecisions(facts, policy),
    ...classificationDecisions(suspects, policy),
    ...encryptionDecisions(policy),
    ...retentionDecisions(facts, policy),
    ...exceptionDecisions(policy, verdicts),
  ];
  return [...specific, ...inventoryDecisions(policy, specific)];
}

/** Ids of the decisions that can be asked again of a snapshot and a policy, without what was judged. */
export function askableDecisions(
  facts: ClusterFacts,
  policy: Policy,
  suspects: readonly SuspectColumn[],
): ReadonlySet<string> {
  return new Set(asking(facts, policy, [], suspects).map(({ id }) => id));
}

/**
 * What the policy leaves unstated and matters: candidates for architecture decision records. The decisions that most
 * controls wait for come first, then by id.
 */
export function openDecisions(
  facts: ClusterFacts,
  policy: Policy,
  verdicts: readonly Verdict[],
  suspects: readonly SuspectColumn[],
): readonly Decision[] {
  const known = asking(facts, policy, verdicts, suspects);
  const asked = [...known, ...unasked(verdicts, known)];
  const answeredBy = answersAmong(asked);
  const waiting = new Map<string, Set<string>>();
  for (const verdict of verdicts) {
    for (const id of (verdict.waitsFor ?? []).flatMap(answeredBy)) {
      waiting.set(id, (waiting.get(id) ?? new Set()).add(verdict.control));
    }
  }
  return asked
    .map((decision) => ({ ...decision, blocks: [...(waiting.get(decision.id) ?? [])].sort(compareText) }))
    .sort((a, b) => b.blocks.length - a.blocks.length || compareText(a.id, b.id));
}
