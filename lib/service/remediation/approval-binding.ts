import { canonicalJson } from '../../engine/model/canonical-json.ts';
import { hideVerifiers } from '../../engine/remediation/hide-verifiers.ts';
import { readScript, sha256 } from './script-content.ts';

/** What an approval is of: nothing of it may be another when the script runs. */
export interface Bound {
  readonly remediationId: string;
  readonly versionId: string;
  readonly targetId: string;
  readonly script: string;
  readonly digest: string;
  readonly systemIdentifier: string;
  /** Resolved: a change to the whole cluster is made in the target's own database. */
  readonly database: string;
  readonly executionRole: string | null;
  readonly major: number;
  readonly stateFingerprint: string | null;
  readonly eventTriggersDigest: string | null;
  /** What chose the rules, as the approver saw it. */
  readonly severity: string;
  readonly environment: string;
  /** How many had to agree when it was submitted. */
  readonly approvalsNeeded: number;
}

export interface ApprovalOf {
  readonly id: string;
  readonly approverId: string;
  readonly role: string;
  readonly at: Date;
  readonly expiresAt: Date;
}

/**
 * The canonical JSON an approval's hash is of, and which is kept. The statements stand in it beside the digest of all bytes, which
 * the verifiers of passwords are bound by: one copy of those is enough.
 */
export function boundText(bound: Bound, approval: ApprovalOf): string {
  const { script, digest, ...rest } = bound;
  const content = readScript(script, digest);
  return canonicalJson({
    ...rest,
    script: sha256(script),
    statements: content.up.map((statement) => hideVerifiers(statement.sql)),
    undo: content.down.map((statement) => hideVerifiers(statement.sql)),
    approval: approval.id,
    approver: approval.approverId,
    role: approval.role,
    at: approval.at.toISOString(),
    expiresAt: approval.expiresAt.toISOString(),
  });
}
