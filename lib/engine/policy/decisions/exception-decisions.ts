import type { Verdict } from '../../model/verdict.ts';
import { isExcepted } from '../exception-object.ts';
import type { Policy } from '../policy.ts';
import { asked, doing, type OpenDecision, stating } from './open-decision.ts';

/** One decision for each acceptance that is over while what it accepted is still there. */
export function exceptionDecisions(policy: Policy, verdicts: readonly Verdict[]): readonly OpenDecision[] {
  const open = verdicts.flatMap((verdict) => verdict.findings).filter((finding) => finding.accepted === null);
  return (policy.exceptions ?? []).flatMap((entry): readonly OpenDecision[] => {
    const left = open.filter(
      (finding) => finding.control === entry.control && isExcepted(entry.object, finding),
    );
    if (left.length === 0) return [];
    const about = entry.object ?? 'every finding of the control';
    const path = ['exceptions', 0] as const;
    return [
      {
        id: `exception:${entry.control}${entry.object === undefined ? '' : `:${entry.object}`}`,
        question: `The risk of ${entry.control} on ${about} was accepted until ${entry.expires}: mend it, or accept it again?`,
        why: `The acceptance is over and ${left.length === 1 ? 'the finding is' : `${left.length} findings are`} still there, so the control fails.`,
        options: [
          doing('Mend it', 'The finding has a script; afterwards the entry in exceptions can go.'),
          stating(
            'Accept it again',
            'The finding is listed as accepted until the new day; the control still does not pass.',
            { exceptions: [{ ...entry }] },
            [
              asked('Why', [...path, 'reason']),
              asked('Approved by', [...path, 'approvedBy']),
              asked('Until', [...path, 'expires'], 'day'),
            ],
          ),
        ],
      },
    ];
  });
}
