import type { Area, EnforcedWhere } from '../model/area.ts';
import type { VerdictStatus } from '../model/verdict.ts';

/** One control in one threat's row. `accepted`: it fails only by findings under a running exception. */
export interface CoverageControl {
  readonly id: string;
  readonly area: Area;
  readonly status: VerdictStatus | 'accepted';
  readonly enforcedWhere: EnforcedWhere;
  /** A fresh probe showed enforcement; configuration alone is not verification. */
  readonly verified: boolean;
  /** Findings that are not accepted. */
  readonly findings: number;
}

/** One row of the threat → control coverage matrix. */
export interface CoverageThreat {
  readonly id: string;
  readonly title: string;
  readonly status: 'covered' | 'partial' | 'gap' | 'unknown' | 'accepted';
  /** What remains, in one phrase. */
  readonly residualRisk: string;
  readonly controls: readonly CoverageControl[];
  /** Set when the policy sets the threat aside. */
  readonly setAside: string | null;
}

export interface Coverage {
  /** Gaps first, then by status and id. */
  readonly threats: readonly CoverageThreat[];
  /** Ids of controls that no threat of the matrix names. */
  readonly removableControls: readonly string[];
}
