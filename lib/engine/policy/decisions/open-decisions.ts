import type { ClusterFacts } from '../../analysis/facts.ts';
import { compareText } from '../../model/compare-text.ts';
import type { Verdict } from '../../model/verdict.ts';
import type { Decision } from '../decision.ts';
import type { Policy } from '../policy.ts';
import { architectureDecisions } from './architecture-decisions.ts';
import { classificationDecisions, type SuspectColumn } from './classification-decisions.ts';
import type { OpenDecision } from './open-decision.ts';
import { roleDecisions, secretDecisions } from './role-decisions.ts';

const family = (id: string) => id.split(':', 1)[0] ?? id;

/** A verdict waits for exactly this decision, or for its whole family (`roles` for every `roles:…`), or the other way round. */
function waits(verdict: Verdict, id: string): boolean {
  return (verdict.waitsFor ?? []).some(
    (wanted) => wanted === id || wanted === family(id) || family(wanted) === id,
  );
}

/** A control waits for something that no question here asks: said as it is, so that it is not lost. */
function unasked(verdicts: readonly Verdict[], asked: readonly OpenDecision[]): readonly OpenDecision[] {
  const wanted = new Map<string, string>();
  for (const verdict of verdicts) {
    for (const id of verdict.waitsFor ?? []) {
      if (!asked.some((decision) => waits({ ...verdict, waitsFor: [id] }, decision.id)) && !wanted.has(id))
        wanted.set(id, verdict.reason ?? '');
    }
  }
  return [...wanted].map(([id, reason]) => ({
    id,
    question: `What does the policy say about ${id}?`,
    why: reason === '' ? 'A control waits for it.' : reason,
    options: [
      {
        title: 'State it in the policy',
        consequence: 'The controls that wait for it can be judged.',
        policy: '',
      },
    ],
  }));
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
  const asked = [
    ...architectureDecisions(policy),
    ...roleDecisions(facts, policy),
    ...secretDecisions(policy),
    ...classificationDecisions(suspects, policy),
  ];
  return [...asked, ...unasked(verdicts, asked)]
    .map((decision) => ({
      ...decision,
      blocks: verdicts
        .filter((verdict) => waits(verdict, decision.id))
        .map((verdict) => verdict.control)
        .sort(compareText),
    }))
    .sort((a, b) => b.blocks.length - a.blocks.length || compareText(a.id, b.id));
}
