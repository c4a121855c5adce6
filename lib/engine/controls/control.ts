import type { ClusterFacts, DatabaseFacts } from '../analysis/facts.ts';
import type { Substrate } from '../inventory/inventory.ts';
import type { SectionName } from '../inventory/section-name.ts';
import type { Area, EnforcedWhere } from '../model/area.ts';
import type { FindingDraft } from '../model/finding.ts';
import type { ObjectRef } from '../model/object-ref.ts';
import type { Reference } from '../model/reference.ts';
import type { Severity } from '../model/severity.ts';
import type { Policy } from '../policy/policy.ts';
import type { ThreatId } from '../policy/threats/catalogue.ts';

/**
 * What a check answers.
 *
 * - `judged`: it looked at everything it is about; no findings is a pass. `undecided` lists objects it could not judge
 *   (an expression that does not parse, an ambiguous rule): they keep the control from passing.
 * - `not-applicable`: there is nothing of the kind it guards (no rule uses certificates, no standby, tenancy is `none`).
 * - `unknown`: the policy is silent on what this control would enforce; `decision` names the decision it waits for.
 */
export type CheckResult =
  | {
      readonly outcome: 'judged';
      readonly findings: readonly FindingDraft[];
      readonly undecided?: readonly { readonly object: ObjectRef; readonly reason: string }[];
    }
  | { readonly outcome: 'not-applicable'; readonly reason: string }
  | { readonly outcome: 'unknown'; readonly reason: string; readonly decision?: string };

/** The catalogue entry of a control: everything but its check. */
export interface ControlDeclaration {
  /** The file's name, and never reused for another meaning. */
  readonly id: string;
  /** What holds when the control passes, as a short noun phrase: "No remote superuser login". */
  readonly title: string;
  readonly area: Area;
  readonly severity: Severity;
  /** Sections the check reads. When one is a gap the engine answers `unknown` without calling the check. */
  readonly needs: readonly SectionName[];
  readonly threats: readonly ThreatId[];
  readonly enforcedWhere: EnforcedWhere;
  readonly references: readonly Reference[];
  /** At most three sentences: what goes wrong where this is not so. */
  readonly rationale: string;
  /** One sentence: what mending it may break. */
  readonly caution: string;
  /** Where it makes no sense elsewhere; all substrates when left out. */
  readonly substrates?: readonly Substrate[];
}

/** Another way to know, for where a section the control needs is a gap; `null` where it does not tell either. */
export interface OtherWay {
  readonly needs: readonly SectionName[];
  check(cluster: ClusterFacts, policy: Policy): CheckResult | null;
}

export interface ClusterControl extends ControlDeclaration {
  readonly scope: 'cluster';
  /** Asked only where the control's own needs are not met. */
  readonly otherWay?: OtherWay;
  check(cluster: ClusterFacts, policy: Policy): CheckResult;
}

/** Judged in each database by itself: one database that could not be read does not hide the others. */
export interface DatabaseControl extends ControlDeclaration {
  readonly scope: 'database';
  check(database: DatabaseFacts, policy: Policy): CheckResult;
}

export type Control = ClusterControl | DatabaseControl;

/** Identity, for type inference: keeps the id as a literal so that frameworks and the matrix can point at it by type. */
export function defineControl<const C extends Control>(control: C): C {
  return control;
}

/** The everyday answer: looked at everything, this is what was found. */
export function judged(findings: readonly FindingDraft[]): CheckResult {
  return { outcome: 'judged', findings };
}
