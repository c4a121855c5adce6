import { accessDifference } from '../../analysis/access-difference.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { SectionName } from '../../inventory/section-name.ts';
import { withSections } from '../../inventory/with-sections.ts';
import type { Policy } from '../../policy/policy.ts';
import type { Plan } from '../plan.ts';
import { predict } from '../predict/predict.ts';
import { judgedDifference } from './judged-difference.ts';
import type { Rehearsal } from './rehearsal.ts';
import type { TryOut } from './try-out.ts';
import { unforeseen } from './unforeseen.ts';

interface Compared {
  readonly seen: Pick<Rehearsal, 'closes' | 'opens' | 'loses' | 'gains' | 'asPredicted' | 'differences'>;
  /** The script ran and does not do what it is for. */
  readonly failure: string | null;
  readonly notes: readonly string[];
}

const nothing = {
  seen: { closes: [], opens: [], loses: [], gains: [], asPredicted: false, differences: [] },
  failure: null,
  notes: [],
} as const;

/** What the change did, judged on the snapshot with the touched sections as they were read before and after it. */
export function compareStates(about: {
  readonly tried: TryOut;
  readonly snapshot: Inventory;
  readonly plan: Plan;
  readonly policy: Policy;
  readonly now: Date;
  readonly database: string;
  /** The sections that were read before and after. */
  readonly read: readonly SectionName[];
}): Compared {
  const { tried, snapshot, plan, policy, now, database, read } = about;
  if (tried.before === null || tried.after === null) return nothing;
  const before = withSections(snapshot, tried.before, read);
  const after = withSections(before, tried.after, read);
  const judged = judgedDifference(before, after, policy, now.toISOString().slice(0, 10), read, plan.findings);
  const access = accessDifference(before, after, database);
  const predicted = predict(plan.changes, before, plan.database);
  const differences =
    'unknown' in predicted
      ? [`what the script does could not be predicted: ${predicted.unknown}`]
      : unforeseen(predicted.inventory, after, read);
  const open = plan.findings.filter((finding) => !judged.closes.includes(finding));
  return {
    seen: {
      closes: judged.closes,
      opens: judged.opens,
      loses: access.loses,
      gains: access.gains,
      asPredicted: differences.length === 0,
      differences,
    },
    failure:
      open.length === 0
        ? null
        : `the script runs, and ${open.length === 1 ? 'the finding is' : `${open.length} findings are`} still there after it`,
    notes: [
      ...judged.notes,
      ...access.unknown.map((why) => `who loses or gains what is not wholly known: ${why}`),
    ],
  };
}
