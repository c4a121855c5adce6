import type { ControlDeclaration } from '../controls/control.ts';
import { compareText } from '../model/compare-text.ts';
import type { Verdict } from '../model/verdict.ts';
import type { Policy } from '../policy/policy.ts';
import { builtInThreats } from '../policy/threats/built-in.ts';
import type { Coverage, CoverageControl, CoverageThreat } from './coverage.ts';
import { residualRisk } from './residual-risk.ts';

/** What coverage needs to know of a control. */
export type ControlEntry = Pick<ControlDeclaration, 'id' | 'area' | 'enforcedWhere' | 'threats'>;

/**
 * How one control counts: a failure all of whose findings are accepted is `accepted`, but only where the control looked
 * everywhere; with something unread or undecided beside them it is as good as `unknown`.
 */
function statusOf(verdict: Verdict | undefined): CoverageControl['status'] {
  if (!verdict) return 'unknown';
  if (verdict.status !== 'fail' || verdict.findings.some((finding) => finding.accepted === null))
    return verdict.status;
  return verdict.reason === null && verdict.gaps.length === 0 ? 'accepted' : 'unknown';
}

/**
 * A threat's status from its controls'. Monotone: making one control worse (pass, accepted, unknown, fail) never makes
 * the threat better (covered, accepted, unknown, partial, gap). Controls that do not apply count for nothing.
 */
export function threatStatus(
  controls: readonly Pick<CoverageControl, 'status'>[],
  setAside: boolean,
): CoverageThreat['status'] {
  if (setAside) return 'accepted';
  if (controls.length === 0) return 'gap';
  const has = (status: CoverageControl['status']) => controls.some((control) => control.status === status);
  if (has('fail')) return has('pass') || has('accepted') ? 'partial' : 'gap';
  if (has('unknown')) return 'unknown';
  return has('accepted') ? 'accepted' : 'covered';
}

const order: readonly CoverageThreat['status'][] = ['gap', 'partial', 'unknown', 'accepted', 'covered'];

interface Row {
  readonly id: string;
  readonly title: string;
  readonly controls: readonly string[];
}

/** Built-in threats with the controls that declare them, and the policy's own with the controls it lists. */
function rows(controls: readonly ControlEntry[], policy: Policy): readonly Row[] {
  const builtIn = builtInThreats.map(({ id, title }) => ({
    id,
    title,
    controls: controls.filter((control) => control.threats.includes(id)).map((control) => control.id),
  }));
  return [...builtIn, ...(policy.threats?.add ?? [])];
}

/**
 * The threat → control coverage matrix. `verified` names the controls that a fresh probe has shown to hold. A control
 * that a policy names and the catalogue no longer has counts as unknown.
 */
export function coverageOf(
  verdicts: readonly Verdict[],
  controls: readonly ControlEntry[],
  policy: Policy,
  verified: ReadonlySet<string> = new Set(),
): Coverage {
  const catalogue = new Map(controls.map((control) => [control.id, control]));
  const judged = new Map(verdicts.map((verdict) => [verdict.control, verdict]));
  const cell = (id: string): CoverageControl => {
    const verdict = judged.get(id);
    const control = catalogue.get(id);
    return {
      id,
      area: control?.area ?? 'configuration',
      status: control ? statusOf(verdict) : 'unknown',
      enforcedWhere: control?.enforcedWhere ?? 'outside',
      verified: verified.has(id) && verdict?.status === 'pass',
      findings: verdict?.findings.filter((finding) => finding.accepted === null).length ?? 0,
    };
  };
  const aside = new Map((policy.threats?.setAside ?? []).map((threat) => [threat.id, threat.reason]));
  const matrix = rows(controls, policy);
  const threats = matrix.map(({ id, title, controls: ids }): CoverageThreat => {
    const cells = [...new Set(ids)].sort(compareText).map(cell);
    const setAside = aside.get(id) ?? null;
    const status = threatStatus(cells, setAside !== null);
    return {
      id,
      title,
      status,
      residualRisk: residualRisk(status, cells, setAside),
      controls: cells,
      setAside,
    };
  });
  const named = new Set(matrix.flatMap((row) => row.controls));
  return {
    threats: threats.sort(
      (a, b) => order.indexOf(a.status) - order.indexOf(b.status) || compareText(a.id, b.id),
    ),
    removableControls: [...catalogue.keys()].filter((id) => !named.has(id)).sort(compareText),
  };
}
