import { accessDifference } from '../../analysis/access-difference.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { SectionName } from '../../inventory/section-name.ts';
import type { Policy } from '../../policy/policy.ts';
import type { Plan } from '../plan.ts';
import { predict } from '../predict/predict.ts';
import { judgedDifference } from './judged-difference.ts';
import type { Rehearsal } from './rehearsal.ts';
import type { RehearseOptions } from './rehearse-options.ts';
import { unforeseen } from './unforeseen.ts';

/** What was tried on a throw-away server, and how the snapshot looks once the same has happened to it. */
export interface Elsewhere {
  readonly failure: string | null;
  readonly after: Inventory | null;
  readonly undo: Rehearsal['undo'];
  readonly statements: Rehearsal['statements'];
  readonly notes: readonly string[];
  /** What the server did otherwise than it was taken to, one sentence each. */
  readonly differences: readonly string[];
}

/** Judges what a throw-away server did as if the target had done it. */
export function elsewhereOutcome(
  tried: Elsewhere,
  plan: Plan,
  policy: Policy,
  options: RehearseOptions,
  touched: readonly SectionName[],
  begun: number,
): Rehearsal {
  const { inventory: before, now } = options;
  const { after } = tried;
  const judged =
    after === null
      ? { closes: [], opens: [], opened: [], notes: [] }
      : judgedDifference(before, after, policy, now().toISOString().slice(0, 10), touched, plan.findings);
  const access =
    after === null ? { loses: [], gains: [], unknown: [] } : accessDifference(before, after, null);
  const predicted = predict(plan.changes, before, plan.database);
  const differences = [
    ...tried.differences,
    ...(after === null
      ? []
      : 'unknown' in predicted
        ? [`what the script does could not be predicted: ${predicted.unknown}`]
        : unforeseen(predicted.inventory, after, touched)),
  ];
  const open = plan.findings.some((finding) => !judged.closes.includes(finding));
  const failure =
    tried.failure ??
    (after !== null && open ? 'it takes effect, and the finding is still there after it' : null);
  return {
    findings: plan.findings,
    outcome: failure === null ? 'ok' : 'failed',
    reason: failure,
    where: 'throw-away',
    closes: judged.closes,
    opens: judged.opens,
    loses: access.loses,
    gains: access.gains,
    locks: [],
    asPredicted: after !== null && differences.length === 0,
    differences,
    undo: tried.undo,
    notes: [...tried.notes, ...judged.notes, ...access.unknown],
    statements: tried.statements,
    durationMs: Math.max(0, now().getTime() - begun),
  };
}
