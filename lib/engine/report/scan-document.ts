import type { Coverage } from '../coverage/coverage.ts';
import type { Score } from '../coverage/score.ts';
import type { Acceptance, BaselineApproval, Evidence } from '../model/finding.ts';
import type { Reference } from '../model/reference.ts';
import type { Severity } from '../model/severity.ts';
import type { VerdictStatus } from '../model/verdict.ts';
import type { Decision } from '../policy/decision.ts';
import type { ClusterEncryption } from '../policy/encryption/encrypted-columns.ts';
import type { Plan } from '../remediation/plan.ts';
import type { ScanResult } from '../scan-result.ts';

// The scan as the command line's JSON has it (../shared/contract/cli.md): public interface. Keys may be added, never
// renamed. Plain data, so that what a service stored is what every report is made from.

export interface VisibilityEntry {
  readonly input: string;
  /** Null for what stands once per cluster. */
  readonly database: string | null;
  readonly readable: boolean;
  readonly reason: string | null;
  readonly grant: string | null;
}

export interface ControlEntry {
  readonly id: string;
  readonly title: string;
  readonly area: string;
  readonly severity: Severity;
  readonly status: VerdictStatus;
  readonly reason: string | null;
  readonly findings: number;
  /** Of these, under a running exception. */
  readonly accepted: number;
  /** Rows that the policy's baseline approves, which are no findings; absent where there are none. */
  readonly baseline?: readonly BaselineEntry[];
}

export interface BaselineEntry extends BaselineApproval {
  readonly fingerprint: string;
  readonly title: string;
  readonly object: ObjectEntry;
  readonly evidence: Evidence;
  /** What a baseline of the policy names under `evidence`. */
  readonly evidenceDigest: string;
}

export interface ObjectEntry {
  readonly kind: string;
  readonly database: string | null;
  readonly schema: string | null;
  readonly name: string | null;
  readonly column: string | null;
  readonly role: string | null;
  readonly rule: string | null;
  readonly relation?: string;
  readonly signature?: string;
  readonly public?: true;
}

/** Where people have brought a finding: kept by a service, absent in what the command line says. */
export interface FindingLife {
  /** open, reopened, in-remediation, accepted, false-positive, baseline, not-looked-at, fixed */
  readonly state: string;
  readonly assignee: string | null;
  /** YYYY-MM-DD */
  readonly due: string | null;
  /** ISO 8601 UTC, as `lastSeen`. */
  readonly firstSeen: string;
  readonly lastSeen: string;
  /** What was asked for and is not decided: acceptance, false-positive, baseline. */
  readonly waiting: readonly string[];
}

export interface FindingEntry {
  readonly fingerprint: string;
  readonly control: string;
  readonly severity: Severity;
  readonly title: string;
  readonly object: ObjectEntry;
  readonly evidence: Evidence;
  /** 16 hex digits over the evidence of the object itself: what a baseline of the policy names under `evidence`. */
  readonly evidenceDigest: string;
  readonly threats: readonly string[];
  readonly references: readonly Reference[];
  readonly accepted: Acceptance | null;
  readonly remediation: {
    readonly kind: Plan['kind'];
    readonly up: string;
    readonly down: string;
    readonly database: string | null;
    readonly restartNeeded: boolean;
    readonly handOff: boolean;
    readonly irreversible: string | null;
    /** What mending it may break, in a sentence. */
    readonly mayBreak?: string | null;
  } | null;
  readonly life?: FindingLife;
}

export interface ScanDocument {
  readonly schemaVersion: '1';
  readonly scan: ScanResult['scan'];
  readonly target: {
    readonly systemIdentifier: string;
    readonly serverVersion: string;
    readonly serverVersionNum: number;
    readonly substrate: string;
    readonly databases: readonly string[];
    readonly scanRole: string;
    readonly tls: { readonly version: string; readonly cipher: string } | null;
  };
  readonly visibility: readonly VisibilityEntry[];
  readonly controls: readonly ControlEntry[];
  readonly findings: readonly FindingEntry[];
  readonly coverage: Coverage;
  readonly decisions: readonly Decision[];
  readonly score: Score;
  /** Absent in documents of versions that did not look. */
  readonly encryption?: ClusterEncryption;
}
