import type { Area, EnforcedWhere } from '../model/area.ts';
import type { VerdictStatus } from '../model/verdict.ts';

/** What a control comes to in a cell of the matrix, worst first. */
export const controlStates = [
  /** It fails, and nothing shows that it holds anywhere. */
  'missing',
  /** It fails for some of what it guards, or in some databases, and holds for the rest. */
  'partial',
  /** It could not be judged everywhere. */
  'unknown',
  /** It fails only where an exception of the policy runs. */
  'accepted',
  /** It holds, by configuration. */
  'unverified',
  /** It holds, and a fresh probe showed it. */
  'verified',
  'not-applicable',
] as const;

export type ControlState = (typeof controlStates)[number];

/** How one control stands: in a cluster, or in one database of it. */
export interface ControlStanding {
  /** `accepted`: it fails only by findings under a running exception. */
  readonly status: VerdictStatus | 'accepted';
  readonly state: ControlState;
  /** A fresh probe showed enforcement; configuration alone is not verification. */
  readonly verified: boolean;
  /** Findings that are not accepted. */
  readonly findings: number;
  /** The first day on which an acceptance among its findings ends, `YYYY-MM-DD`; null where nothing is accepted. */
  readonly acceptedUntil: string | null;
}

/** One control in one row of the matrix. */
export interface CoverageControl extends ControlStanding {
  readonly id: string;
  readonly area: Area;
  readonly enforcedWhere: EnforcedWhere;
}

/** From the worst to the best, the order in which rows are read. */
export const threatStatuses = ['gap', 'partial', 'unknown', 'accepted', 'covered'] as const;

export type ThreatStatus = (typeof threatStatuses)[number];

/** One row of the coverage matrix: a threat, or a boundary of the policy. */
export interface CoverageThreat {
  readonly id: string;
  readonly title: string;
  readonly status: ThreatStatus;
  /** What remains, in one phrase. */
  readonly residualRisk: string;
  readonly controls: readonly CoverageControl[];
  /** Set when the policy sets the threat aside. */
  readonly setAside: string | null;
}

/** A trust zone of the policy, or all that is outside of them, and the controls that hold the line. */
export interface CoverageBoundary extends CoverageThreat {
  /** Empty for what is outside every zone. */
  readonly cidrs: readonly string[];
}

/** What differs in one database from the cluster as a whole: by control, only where it does. */
export interface DatabaseCoverage {
  readonly name: string;
  readonly controls: Readonly<Record<string, ControlStanding>>;
}

export interface Coverage {
  /** Gaps first, then by status and id. */
  readonly threats: readonly CoverageThreat[];
  /** In the same order. Empty where the policy states no trust zone. */
  readonly boundaries: readonly CoverageBoundary[];
  /** Ids of controls that no threat of the matrix names. */
  readonly removableControls: readonly string[];
  /** Every database that was read or should have been, by name. */
  readonly databases: readonly DatabaseCoverage[];
}
