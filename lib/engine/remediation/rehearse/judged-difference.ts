import { factsOf } from '../../analysis/facts.ts';
import { memo } from '../../analysis/memo.ts';
import { approvedRows } from '../../controls/approved-rows.ts';
import type { Control } from '../../controls/control.ts';
import { evaluate } from '../../controls/evaluate.ts';
import { withReferrals } from '../../controls/refer.ts';
import { registry } from '../../controls/registry.ts';
import { saidMoreExactly } from '../../controls/said-more-exactly.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { SectionName } from '../../inventory/section-name.ts';
import type { Finding } from '../../model/finding.ts';
import type { Severity } from '../../model/severity.ts';
import { foundBy, type Verdict } from '../../model/verdict.ts';
import { acceptanceFor } from '../../policy/acceptance.ts';
import type { Policy } from '../../policy/policy.ts';

export interface OpenedFinding {
  readonly fingerprint: string;
  readonly control: string;
  readonly severity: Severity;
  /** Hostile text, as every finding's title. */
  readonly title: string;
}

export interface JudgedDifference {
  /** Fingerprints, sorted. */
  readonly closes: readonly string[];
  readonly opens: readonly string[];
  /** Those in words, in the same order: nobody can look up a finding that is not there yet. */
  readonly opened: readonly OpenedFinding[];
  /** Controls that say less than before: what they do not find any more is not thereby closed. */
  readonly notes: readonly string[];
}

const looksAt = (control: Control, touched: ReadonlySet<SectionName>) =>
  [...control.needs, ...(control.scope === 'cluster' ? (control.otherWay?.needs ?? []) : [])].some((need) =>
    touched.has(need),
  );

/** Those, and the controls that say the same of an object as one of them: only together is it known which of them lists it. */
function withPartners(controls: readonly Control[]): readonly Control[] {
  const ids = new Set(controls.map(({ id }) => id));
  // Twice, so that a pair of a pair counts in whatever order they stand.
  for (const { control, by } of [...saidMoreExactly, ...saidMoreExactly]) {
    if (ids.has(control)) ids.add(by);
    if (ids.has(by)) ids.add(control);
  }
  return registry.filter(({ id }) => ids.has(id));
}

/** Sorted out anew: what was kept may have been judged beside other controls. */
const referredAnew = (verdicts: readonly Verdict[]) =>
  withReferrals(
    verdicts.map((verdict) => {
      const { referred: _, ...rest } = verdict;
      return { ...rest, findings: foundBy(verdict) };
    }),
  );

const byFingerprint = (verdicts: readonly Verdict[], of: (verdict: Verdict) => readonly Finding[]) =>
  new Map(verdicts.flatMap((verdict) => of(verdict).map((one) => [one.fingerprint, verdict.control])));

const listedBy = ({ findings }: Verdict) => findings;

const factsOnce = memo(factsOf);

/** By day and control: many plans are held against one snapshot. */
const kept = memo((_inventory: Inventory) => memo((_policy: Policy) => new Map<string, Verdict>()));

function verdictsOf(
  inventory: Inventory,
  policy: Policy,
  today: string,
  controls: readonly Control[],
): readonly Verdict[] {
  const known = kept(inventory)(policy);
  const keyOf = (id: string) => `${today} ${id}`;
  const fresh = evaluate(
    controls.filter(({ id }) => !known.has(keyOf(id))),
    factsOnce(inventory),
    policy,
    (finding) => acceptanceFor(finding, policy, today),
    approvedRows(policy),
  );
  for (const verdict of fresh) known.set(keyOf(verdict.control), verdict);
  return controls.flatMap(({ id }) => known.get(keyOf(id)) ?? []);
}

/**
 * What the controls that look at these sections say of one snapshot and not of the other. `wanted`: fingerprints that count as
 * closed also where a more exact control speaks for them. The parser has to be loaded.
 */
export function judgedDifference(
  before: Inventory,
  after: Inventory,
  policy: Policy,
  today: string,
  touched: readonly SectionName[],
  wanted: readonly string[] = [],
): JudgedDifference {
  const sections = new Set(touched);
  const controls = withPartners(registry.filter((control) => looksAt(control, sections)));
  const judge = (inventory: Inventory) => referredAnew(verdictsOf(inventory, policy, today, controls));
  const [was, is] = [judge(before), judge(after)];
  const openBefore = new Map(was.map((verdict) => [verdict.control, verdict.reason]));
  const lessSaid = is.filter(
    ({ control, reason, status }) =>
      reason !== null && status !== 'not-applicable' && reason !== openBefore.get(control),
  );
  const unsure = new Set(lessSaid.map((verdict) => verdict.control));
  const [found, left] = [byFingerprint(was, foundBy), byFingerprint(is, foundBy)];
  const listed = byFingerprint(was, listedBy);
  const opened = is
    .flatMap(listedBy)
    .filter(({ fingerprint }) => !found.has(fingerprint))
    .map(({ fingerprint, control, severity, title }) => ({ fingerprint, control, severity, title }))
    .sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1));
  return {
    closes: [...found]
      .flatMap(([fingerprint, control]) =>
        left.has(fingerprint) || unsure.has(control) ? [] : [fingerprint],
      )
      .filter((fingerprint) => listed.has(fingerprint) || wanted.includes(fingerprint))
      .sort(),
    opens: opened.map(({ fingerprint }) => fingerprint),
    opened,
    notes: lessSaid.map(({ control, reason }) => `${control} cannot be judged after it: ${reason}`),
  };
}
