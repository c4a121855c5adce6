import { accessDifference, type LocatedLine } from '../analysis/access-difference.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { Policy } from '../policy/policy.ts';
import { changedSections } from './impact/changed-sections.ts';
import type { Dependent } from './impact/dependent.ts';
import { dependentsAfter } from './impact/dependents.ts';
import type { SeenStatements } from './impact/seen-statements.ts';
import { type SessionsAfter, sessionsAfter } from './impact/sessions-after.ts';
import type { Plan } from './plan.ts';
import { predict } from './predict/predict.ts';
import { judgedDifference, type OpenedFinding } from './rehearse/judged-difference.ts';

/** What a plan does to whom, worked out before anything runs. Plain JSON, whole: whoever shows it cuts it off. */
export interface Impact {
  /** Privileges as they are today that a role will not have, not so well (WITH GRANT OPTION), or not without a SET ROLE. */
  readonly loses: readonly LocatedLine[];
  /** Privileges as they will be that a role has not today, or not so well. */
  readonly gains: readonly LocatedLine[];
  /** Fingerprints of findings that are there today and will not be, and the other way round; sorted. */
  readonly closes: readonly string[];
  readonly opens: readonly string[];
  /** What `opens` names, in words. */
  readonly opened: readonly OpenedFinding[];
  readonly sessions: SessionsAfter;
  readonly dependents: readonly Dependent[];
  readonly statements: SeenStatements;
  /** What of all this could not be worked out, in sentences. Empty lists above then do not mean that there is nothing. */
  readonly unknown: readonly string[];
  /** The same by what it leaves open: `access` loses and gains, `findings` closes and opens. */
  readonly open: {
    readonly access: readonly string[];
    readonly findings: readonly string[];
    readonly dependents: readonly string[];
  };
}

const notAsked = { unknown: 'pg_stat_statements was not asked' } as const;

function nothingKnown(why: string): Impact {
  return {
    loses: [],
    gains: [],
    closes: [],
    opens: [],
    opened: [],
    sessions: { unknown: why },
    dependents: [],
    statements: notAsked,
    unknown: [why],
    open: { access: [why], findings: [why], dependents: [why] },
  };
}

/**
 * What a plan does, from the snapshot alone; what roles were seen to run is for `readSeenStatements` to add. `today` (UTC,
 * `YYYY-MM-DD`) decides which exceptions of the policy hold. PostgreSQL's parser has to be loaded (`loadScriptParser`).
 */
export function impactOf(plan: Plan, inventory: Inventory, policy: Policy, today: string): Impact {
  if (plan.changes.length === 0)
    return nothingKnown('it is done by hand: what it does is not known beforehand');
  const prediction = predict(plan.changes, inventory, plan.database);
  if ('unknown' in prediction) return nothingKnown(prediction.unknown);
  const after = prediction.inventory;
  const sections = changedSections(inventory, after);
  const access = accessDifference(inventory, after, plan.database);
  const touched = [...new Set(sections.map(({ name }) => name))];
  const judged = judgedDifference(inventory, after, policy, today, touched, plan.findings);
  const dependents = dependentsAfter(inventory, after, access.loses);
  const unforeseen = sections.flatMap(({ name, open }) => (open === null ? [] : [`${name}: ${open}`]));
  const open = {
    access: access.unknown,
    findings: [...new Set([...unforeseen, ...judged.notes])],
    dependents: [...new Set([...access.unknown, ...dependents.unknown])],
  };
  return {
    loses: access.loses,
    gains: access.gains,
    closes: judged.closes,
    opens: judged.opens,
    opened: judged.opened,
    sessions: sessionsAfter(inventory, after, access.loses),
    dependents: dependents.found,
    statements: notAsked,
    unknown: [...new Set([...open.findings, ...open.dependents])],
    open,
  };
}
