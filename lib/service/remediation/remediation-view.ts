import type { StatementLock } from '../../engine/remediation/plan.ts';
import type { ChangeKind } from './change-kind.ts';
import type { ShownExecution } from './execution-view.ts';
import type { ShownImpact } from './impact-view.ts';
import type { ModelPartRef } from './model-part.ts';
import type { HeldCredential } from './read-held-credential.ts';
import type { ListedRemediation, PersonName } from './remediation-queue-view.ts';

// What the pages show of remediations: plain JSON. Times are ISO 8601 UTC, durations milliseconds. Names, titles, words and SQL that
// come from a scanned server are hostile text.

export interface ClosedFinding {
  readonly fingerprint: string;
  readonly control: string;
  readonly severity: string;
  readonly title: string;
  readonly threats: readonly string[];
  /** Where the finding stands now (its record's state). */
  readonly state: string;
  /** What was seen has changed since this was planned. */
  readonly changed: boolean;
}

export interface ShownStatement {
  readonly sql: string;
  readonly lock: StatementLock | null;
  readonly transactional: boolean;
}

export interface ShownScript {
  readonly up: readonly ShownStatement[];
  readonly down: readonly ShownStatement[];
  /** For `psql -f`; for `config` the whole file or the words. */
  readonly upText: string;
  readonly downText: string;
  /** It sets a password: where its SCRAM verifier stands in what runs, these texts say that it is not shown. */
  readonly verifiersHidden: boolean;
  readonly preconditions: readonly { readonly says: string; readonly sql: string }[];
  readonly postconditions: readonly { readonly says: string; readonly sql: string }[];
  /** What has to happen outside the server. */
  readonly outside: readonly string[];
  readonly warnings: readonly string[];
  readonly transactional: boolean;
  readonly restartNeeded: boolean;
  readonly irreversible: string | null;
}

export interface ShownRehearsal {
  readonly at: string;
  readonly version: number;
  readonly outcome: 'ok' | 'failed' | 'not-rehearsable';
  readonly reason: string;
  readonly durationMs: number | null;
  readonly asPredicted: boolean | null;
  readonly closes: readonly string[];
  readonly opens: readonly string[];
  readonly locks: readonly { readonly object: string; readonly mode: string; readonly heldMs: number }[];
  readonly undo: string | null;
  /** On the database itself, or on a server made like it; null where nothing was done. */
  readonly where: 'target' | 'throw-away' | null;
  /** What differed from what was predicted, and what one has to know besides: sentences, hostile names in them made visible. */
  readonly differences: readonly string[];
  readonly notes: readonly string[];
  /** Null where it was rehearsed before this was asked. */
  readonly statements: RehearsedStatements | null;
}

/** What the losing roles were seen to run, as a rehearsal asked it; `unknown` sentences say what an empty list does not. */
export interface RehearsedStatements {
  readonly seen: readonly {
    readonly role: string;
    readonly query: string;
    readonly calls: number;
    readonly certain: boolean;
  }[];
  readonly total: number;
  readonly unknown: readonly string[];
  readonly notes: readonly string[];
}

export interface ShownApproval {
  readonly id: string;
  readonly version: number;
  readonly approver: PersonName;
  readonly role: string;
  readonly at: string;
  readonly expiresAt: string;
  readonly note: string;
  /** Whether it counts now; else why not. */
  readonly counts: boolean;
  readonly why: string | null;
}

/** One rule that this remediation has to meet, by the rules in force now. */
export interface ShownRequirement {
  readonly rule: string;
  readonly kinds: readonly ChangeKind[];
  readonly approvals: number;
  readonly roles: readonly string[];
  readonly given: number;
}

/** What one may press, and for each that one may not the sentence that says why (shown on the disabled button). */
export type ShownActions = Readonly<
  Record<
    | 'edit'
    | 'submit'
    | 'withdraw'
    | 'approve'
    | 'reject'
    | 'rehearse'
    | 'apply'
    | 'schedule'
    | 'unschedule'
    | 'undo'
    | 'close'
    | 'settle'
    | 'handOff'
    | 'confirm',
    { readonly may: boolean; readonly why: string | null }
  >
>;

export interface ShownWindow {
  readonly timeZone: string;
  readonly openings: readonly {
    readonly days: readonly number[];
    readonly from: string;
    readonly to: string;
  }[];
  readonly freezeDays: readonly string[];
  readonly openNow: boolean;
  /** Null while it is open, and where it never opens again within a year. */
  readonly nextOpening: string | null;
}

export interface ShownHandOff {
  readonly id: string;
  readonly format: string;
  readonly fileName: string;
  readonly digest: string;
  readonly by: string;
  readonly trackedSince: string;
  readonly landedAt: string | null;
  readonly landedScanId: string | null;
}

export interface RemediationHistoryLine {
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly reason: string | null;
}

/** Everything the page of one remediation shows. */
export interface RemediationView extends ListedRemediation {
  readonly stateReason: string;
  readonly submittedBy: PersonName | null;
  readonly submittedAt: string | null;
  /** When a submission that nobody decides about ends. */
  readonly submissionEndsAt: string | null;
  readonly version: {
    readonly id: string;
    readonly number: number;
    readonly editor: PersonName;
    readonly createdAt: string;
    readonly reason: string;
    readonly digest: string;
  };
  readonly versions: readonly {
    readonly number: number;
    readonly editor: string;
    readonly createdAt: string;
    readonly reason: string;
    readonly digest: string;
  }[];
  /** The part of the role and grant model it was drafted from; null where it mends findings. */
  readonly model: ModelPartRef | null;
  readonly closes: readonly ClosedFinding[];
  readonly script: ShownScript;
  readonly impact: ShownImpact;
  /** Of the version that counts, newest first. */
  readonly rehearsals: readonly ShownRehearsal[];
  readonly conditions: {
    readonly targetId: string;
    readonly systemIdentifier: string;
    readonly database: string | null;
    readonly major: number;
    readonly executionRole: string | null;
    readonly stateFingerprint: string | null;
    readonly eventTriggersDigest: string | null;
    readonly scanId: string;
    readonly plannedOn: string;
    /** The first approval that ends; null without one. */
    readonly expiresAt: string | null;
    /** What the last scan says of the same objects: the same state, another, or it cannot be said. */
    readonly stateNow: 'same' | 'changed' | 'unknown';
  };
  readonly requirements: readonly ShownRequirement[];
  /** Kinds of change that no rule allows: it cannot be submitted. */
  readonly denied: readonly ChangeKind[];
  /** Why nobody may approve it, in a sentence; null where somebody may. */
  readonly denial: string | null;
  readonly approvalsGiven: readonly ShownApproval[];
  readonly window: ShownWindow | null;
  /** The registered execution credential of the target: its role, and who registered it. */
  readonly credential: HeldCredential | null;
  readonly executions: readonly ShownExecution[];
  readonly verification: {
    readonly scanId: string;
    readonly at: string | null;
    readonly remaining: readonly string[];
  } | null;
  readonly handOffs: readonly ShownHandOff[];
  readonly history: readonly RemediationHistoryLine[];
  readonly actions: ShownActions;
}
