import type { Inventory } from '../inventory/inventory.ts';
import { canonicalJson } from '../model/canonical-json.ts';
import type { Change } from '../model/change.ts';
import { compareText } from '../model/compare-text.ts';
import type { Finding } from '../model/finding.ts';
import { severityRank } from '../model/severity.ts';
import { visibleText } from '../model/visible-text.ts';
import { emptyPolicy, type Policy } from '../policy/policy.ts';
import { mergedChanges, orderChanges } from './merge-changes.ts';
import type { Plan } from './plan.ts';
import { manualPlan, planChanges } from './plan-changes.ts';
import { planFinding } from './plan-finding.ts';

interface Single {
  readonly finding: Finding;
  readonly plan: Plan;
}

/** Plans that can be one: run in one place, in one way, undone or not undone together. */
function groupOf({ plan }: Single): string {
  const isFile = plan.changes.some((change) => change.do === 'edit-hba');
  return canonicalJson([
    plan.kind,
    plan.database,
    plan.transactional,
    plan.irreversible === null,
    plan.kind !== 'config' || isFile,
  ]);
}

const worstFirst = (a: Finding, b: Finding) =>
  severityRank(a.severity) - severityRank(b.severity) ||
  compareText(a.control, b.control) ||
  compareText(a.fingerprint, b.fingerprint);

function joinWords(group: readonly Single[]): Plan {
  const findings = group.map(({ finding }) => finding);
  const words = group.map(({ finding, plan }) => `${visibleText(finding.title)}\n${plan.upText.trimEnd()}\n`);
  const undo = group.flatMap(({ plan }) => (plan.downText === '' ? [] : [plan.downText]));
  const [first] = group;
  if (first && group.length === 1) return first.plan;
  return {
    ...manualPlan(findings, words.join('\n')),
    kind: first?.plan.kind ?? 'manual',
    changes: group.flatMap(({ plan }) => plan.changes),
    downText: undo.join('\n'),
    restartNeeded: group.some(({ plan }) => plan.restartNeeded),
    outside: group.flatMap(({ plan }) => plan.outside),
    warnings: [...new Set(group.flatMap(({ plan }) => plan.warnings))],
  };
}

interface Joined {
  readonly findings: readonly Finding[];
  readonly changes: readonly Change[];
  /** Findings whose changes contradict those: they keep a plan of their own. */
  readonly apart: readonly Single[];
}

function join(group: readonly Single[]): Joined {
  const findings: Finding[] = [];
  const apart: Single[] = [];
  const merged = mergedChanges();
  for (const single of group) {
    if (merged.add(single.plan.changes)) findings.push(single.finding);
    else apart.push(single);
  }
  return { findings, changes: merged.all(), apart };
}

const contradicts = (others: readonly Finding[]) =>
  `It contradicts the plan for ${others.length === 1 ? 'another finding' : 'other findings'} chosen with it: make one of them, scan again, and decide on what is left.`;

function planGroup(group: readonly Single[], inventory: Inventory, policy: Policy): readonly Plan[] {
  const [first] = group;
  if (first === undefined) return [];
  const isFile = first.plan.changes.some((change) => change.do === 'edit-hba');
  if (first.plan.kind === 'manual' || (first.plan.kind === 'config' && !isFile)) return [joinWords(group)];
  if (group.length === 1) return [first.plan];
  const { findings, changes, apart } = join(group);
  const together = planChanges(findings, orderChanges(changes, inventory), inventory, policy);
  // Each alone can be planned, so where together they cannot, together is what is wrong with them.
  const plans =
    together.kind === 'manual'
      ? group
          .filter((one) => !apart.includes(one))
          .map(({ plan }) => ({ ...plan, warnings: [...plan.warnings, together.upText] }))
      : [together];
  const others = apart.map(({ plan }) => ({ ...plan, warnings: [...plan.warnings, contradicts(findings)] }));
  return [...plans, ...others];
}

/**
 * What mends all these findings, in as few plans as can be: one per kind and database (and per transaction: what cannot be
 * undone, or cannot stand in one, is a plan of its own), its changes joined, none twice, in an order that suits all of them.
 * Findings whose changes contradict each other keep plans of their own, which say so; so do findings that only together would
 * take away the last administrator. Worst findings first.
 */
export function planFindings(
  findings: readonly Finding[],
  inventory: Inventory,
  policy: Policy = emptyPolicy,
): readonly Plan[] {
  const once = [...new Map(findings.map((finding) => [finding.fingerprint, finding])).values()];
  const singles = once
    .sort(worstFirst)
    .map((finding): Single => ({ finding, plan: planFinding(finding, inventory, policy) }));
  return [...Map.groupBy(singles, groupOf).values()].flatMap((group) => planGroup(group, inventory, policy));
}
