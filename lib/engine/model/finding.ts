import type { Remedy } from './change.ts';
import type { ObjectRef } from './object-ref.ts';
import type { Reference } from './reference.ts';
import type { Severity } from './severity.ts';

/** Plain JSON, with keys in a stable order; never row values of customer tables, never secrets, nothing that changes by itself. */
export type Evidence = { readonly [key: string]: EvidenceValue };
export type EvidenceValue =
  | string
  | number
  | boolean
  | null
  | readonly EvidenceValue[]
  | { readonly [key: string]: EvidenceValue };

/** What a control's check says about one object. The engine adds identity and what the control declares. */
export interface FindingDraft {
  readonly object: ObjectRef;
  /** One clear sentence about this object. Names of roles and objects stand in it as the catalog has them. */
  readonly title: string;
  readonly evidence: Evidence;
  readonly remedy: Remedy;
  /** Where this object is worse or milder than the control's own severity. */
  readonly severity?: Severity;
}

/** Accepted risk, from the policy's `exceptions`. `until` is a date; it ends at the end of that day, UTC. */
export interface Acceptance {
  readonly reason: string;
  readonly approvedBy: string;
  readonly until: string;
  /** What stands in for the control meanwhile, where the policy says it. */
  readonly compensatingControl?: string;
}

/** Who approved a row of a control's result, and why: from the policy's `baselines`. */
export interface BaselineApproval {
  readonly reason: string;
  readonly approvedBy: string;
}

export interface Finding extends FindingDraft {
  /** Hex; the same for the same defect on the same object of the same cluster, across scans and tool versions. */
  readonly fingerprint: string;
  readonly control: string;
  readonly severity: Severity;
  readonly threats: readonly string[];
  readonly references: readonly Reference[];
  readonly accepted: Acceptance | null;
}

/** What a control found and a more exact one says of the same object: it counts for its control, and is not listed twice. */
export interface ReferredFinding extends Finding {
  /** The control whose finding says it. */
  readonly saidBy: string;
}

/** A row that the policy's baseline approves: it is no finding, and is shown with who approved it. */
export interface BaselinedRow extends Finding {
  readonly baseline: BaselineApproval;
}
