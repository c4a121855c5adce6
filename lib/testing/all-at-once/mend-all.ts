import type { ConnectionTarget } from '../../engine/connect/connection-target.ts';
import { collect } from '../../engine/inventory/collect.ts';
import type { Inventory } from '../../engine/inventory/inventory.ts';
import { judge } from '../../engine/judge.ts';
import type { Change } from '../../engine/model/change.ts';
import type { Finding } from '../../engine/model/finding.ts';
import type { Verdict } from '../../engine/model/verdict.ts';
import type { Policy } from '../../engine/policy/policy.ts';
import { cellsOf } from '../../engine/remediation/change-cells.ts';
import { fixFirst } from '../../engine/remediation/fix-first.ts';
import type { Plan } from '../../engine/remediation/plan.ts';
import { planFindings } from '../../engine/remediation/plan-findings.ts';
import { rehearse } from '../../engine/remediation/rehearse/rehearse.ts';
import type { ScanResult } from '../../engine/scan-result.ts';
import type { TestCluster } from '../cluster.ts';
import { clusterTarget } from '../cluster-target.ts';
import { inventoryOf } from '../inventory-of.ts';
import { type RunPlan, runPlan } from './run-plan.ts';

/** How the next plan is chosen from what a scan found: as the bulk plan orders them, as "fix first" does, or one by one. */
export type Order = 'together' | 'fix-first' | 'one-by-one';

export interface MendOptions {
  readonly order: Order;
  /** Whether plans that cannot be undone are made as well. */
  readonly irreversible: boolean;
  /** Whether each is rehearsed on the server first, where it can be. */
  readonly rehearsed: boolean;
  /** Who scans; `postgres` where left out. Plans are carried out by `postgres`. */
  readonly scanRole?: ConnectionTarget;
  readonly onStep?: (line: string) => void;
}

/** How it went. */
export interface Course {
  /** As it stood before, all of it: what undoing everything has to bring back. */
  readonly first: Inventory;
  /** As it stands when nothing scripted is left. */
  readonly last: ScanResult;
  readonly done: readonly RunPlan[];
  /** Earned points after the first scan and after each plan. */
  readonly scores: readonly number[];
  /** What went against what Postern promises, one sentence each. */
  readonly broken: readonly string[];
}

const at = new Date('2026-11-21T00:00:00Z');

const scan = async (cluster: TestCluster, policy: Policy, { scanRole }: MendOptions): Promise<ScanResult> =>
  judge(await collect(scanRole ?? clusterTarget(cluster), { now: at.toISOString() }), policy, {
    id: 'all-at-once',
    startedAt: at.toISOString(),
    toolVersion: 'test',
    now: () => at,
  });

const isScripted = (plan: Plan, { irreversible }: MendOptions) =>
  plan.kind !== 'manual' && plan.changes.length > 0 && (irreversible || plan.irreversible === null);

/** Findings that are open and not accepted, worst first as the list has them. */
export const openFindings = (verdicts: readonly Verdict[]): readonly Finding[] =>
  verdicts.flatMap(({ findings }) => findings.filter((finding) => finding.accepted === null));

function nextPlan(result: ScanResult, policy: Policy, options: MendOptions): Plan | null {
  const findings = openFindings(result.verdicts);
  if (options.order === 'fix-first') {
    const reversible = findings.filter((finding) => isScripted(result.planOf(finding), options));
    const first = fixFirst(reversible, { planOf: result.planOf, atLeast: 1, most: 1 })[0];
    const finding = reversible.find((one) => one.fingerprint === first?.finding);
    return finding === undefined ? null : result.planOf(finding);
  }
  if (options.order === 'one-by-one') {
    for (const finding of findings) {
      const plan = result.planOf(finding);
      if (isScripted(plan, options)) return plan;
    }
    return null;
  }
  return planFindings(findings, result.inventory, policy).find((plan) => isScripted(plan, options)) ?? null;
}

/** Every control that stands worse in one than in the other. */
function worse(before: readonly Verdict[], after: readonly Verdict[]): readonly string[] {
  const holds = ({ status }: Verdict) => status === 'pass' || status === 'not-applicable';
  const held = new Map(before.map((verdict) => [verdict.control, verdict]));
  return after.flatMap((verdict) => {
    const was = held.get(verdict.control);
    return was && holds(was) && !holds(verdict)
      ? [
          `${verdict.control}: ${was.status} → ${verdict.status} (${verdict.findings[0]?.title ?? verdict.reason})`,
        ]
      : [];
  });
}

/** More plans than any cluster here takes. */
const most = 300;

/** A rule is known by its text, and narrowing another one may bring the same text again: that it ends has to be enough. */
const isLasting = ({ object }: Finding) => object.kind !== 'hba-rule';

interface Said {
  readonly to: string;
  readonly by: string;
}

/**
 * What a plan sets back to what an earlier one had taken it from, or otherwise than an earlier one did: two controls that undo each
 * other's work. A policy may be made narrower step by step. Rules of a file move, so they are told by the findings that come back.
 */
function turnedBack(changes: readonly Change[], said: Map<string, Said[]>, by: string): readonly string[] {
  const broken: string[] = [];
  for (const change of changes.filter((one) => one.do !== 'edit-hba'))
    for (const { what, to } of cellsOf(change)) {
      const before = said.get(what) ?? [];
      const last = before.at(-1);
      const back = change.do === 'create-policy' ? before.some((one) => one.to === to) : last?.to !== to;
      if (last !== undefined && back)
        broken.push(`${what} is set to ${to} by ${by}, and was set to ${last.to} by ${last.by}`);
      said.set(what, [...before, { to, by }]);
    }
  return broken;
}

/**
 * Mends a cluster as a DBA with Postern would: scan, judge, plan what comes first, rehearse it, apply it, scan again, until no plan
 * is left that is a script. Throws where a plan is refused; what else went wrong stands in `broken`.
 */
export async function mendAll(cluster: TestCluster, policy: Policy, options: MendOptions): Promise<Course> {
  const broken: string[] = [];
  const done: RunPlan[] = [];
  const said = new Map<string, Said[]>();
  const planned = new Map<string, number>();
  let result = await scan(cluster, policy, options);
  const first = await inventoryOf(cluster);
  const scores = [result.score.earned];
  for (;;) {
    const plan = nextPlan(result, policy, options);
    if (plan === null) break;
    const mended = openFindings(result.verdicts).filter((one) => plan.findings.includes(one.fingerprint));
    const by = mended.map((one) => `${one.control} "${one.title}"`).join(', ');
    options.onStep?.(`${result.score.earned} ${plan.kind} ${mended.length}: ${by.slice(0, 200)}`);
    if (done.length > most)
      return { first, last: result, done, scores, broken: [...broken, 'it does not end'] };
    for (const { fingerprint, title } of mended.filter(isLasting)) {
      // The same words too: of default privileges, those of a new owner are others than the old one's.
      const key = `${fingerprint} ${title}`;
      const times = (planned.get(key) ?? 0) + 1;
      planned.set(key, times);
      if (times > 3)
        return { first, last: result, done, scores, broken: [...broken, `it comes back: ${by}`] };
      if (times > 1) broken.push(`it came back: ${by}`);
    }
    broken.push(...turnedBack(plan.changes, said, by));
    if (options.rehearsed && plan.kind !== 'config' && plan.transactional) {
      const tried = await rehearse(clusterTarget(cluster, 'postgres'), plan, policy, {
        inventory: result.inventory,
        now: () => at,
      });
      if (tried.outcome !== 'ok') broken.push(`rehearsing ${by}: ${tried.outcome}, ${tried.reason}`);
      else if (!tried.asPredicted) broken.push(`rehearsing ${by}: ${tried.differences.join('; ')}`);
      if (tried.undo !== (plan.irreversible === null ? 'ok' : 'none'))
        broken.push(`rehearsing ${by}: its undo is ${tried.undo}`);
    }
    done.push(await runPlan(cluster, plan, result.inventory));
    const next = await scan(cluster, policy, options);
    const open = new Set(openFindings(next.verdicts).map((one) => one.fingerprint));
    for (const one of mended.filter(isLasting))
      if (open.has(one.fingerprint))
        broken.push(`still open after its own plan: ${one.control} "${one.title}"`);
    options.onStep?.(`  ${worse(result.verdicts, next.verdicts).join('; ')}`);
    if (next.score.earned < result.score.earned)
      broken.push(
        `the score fell from ${result.score.earned} to ${next.score.earned} with ${by}: ${worse(result.verdicts, next.verdicts).join('; ')}`,
      );
    scores.push(next.score.earned);
    result = next;
  }
  return { first, last: result, done, scores, broken };
}

/** Everything back, the last first. */
export async function undoAll(done: readonly RunPlan[]): Promise<void> {
  for (const one of done.toReversed()) await one.undo();
}
