import type { Coverage } from './coverage/coverage.ts';
import type { Score } from './coverage/score.ts';
import type { Inventory } from './inventory/inventory.ts';
import type { Finding } from './model/finding.ts';
import type { Verdict } from './model/verdict.ts';
import type { Decision } from './policy/decision.ts';
import type { ClusterEncryption } from './policy/encryption/encrypted-columns.ts';
import type { Plan } from './remediation/plan.ts';

/** Everything one scan has to say. Frozen; every report is a function of it. */
export interface ScanResult {
  readonly scan: {
    readonly id: string;
    readonly startedAt: string;
    readonly finishedAt: string;
    readonly toolVersion: string;
    /** SHA-256 of the policy document's canonical JSON, hex. */
    readonly policyDigest: string;
    /** SHA-256 of the control catalogue, hex. */
    readonly controlsDigest: string;
  };
  readonly inventory: Inventory;
  /** One per control of the registry, sorted by id. */
  readonly verdicts: readonly Verdict[];
  readonly coverage: Coverage;
  /** With its arithmetic (docs/score.md). */
  readonly score: Score;
  /** How each sensitive column is encrypted, and against what that defends. */
  readonly encryption: ClusterEncryption;
  readonly decisions: readonly Decision[];
  /**
   * What mends one of its findings. Worked out when asked and kept nowhere: the plans of all findings of a large cluster are larger
   * than everything else here together.
   */
  readonly planOf: (finding: Finding) => Plan;
}
