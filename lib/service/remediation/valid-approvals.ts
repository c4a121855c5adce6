import { roleMay } from '../auth/permissions.ts';
import type { ApprovalRow } from '../db/remediations.ts';
import { ServiceError } from '../errors.ts';
import type { SameHand } from '../people/same-hand.ts';
import { sealHolds, sealOf } from '../secrets/seal.ts';
import { type Bound, boundText } from './approval-binding.ts';
import type { Held } from './move-remediation.ts';
import type { Approver } from './requirements.ts';
import { sha256 } from './script-content.ts';

/** What approvals of a held remediation's present version are of, from what is stored now. */
export function boundOf(held: Held): Bound {
  const { version, target } = held;
  return {
    remediationId: held.id,
    versionId: version.id,
    targetId: held.targetId,
    script: version.script,
    digest: version.digest,
    systemIdentifier: version.systemIdentifier,
    database: held.database ?? target.database,
    executionRole: version.executionRole,
    major: version.major,
    stateFingerprint: version.stateFingerprint,
    eventTriggersDigest: version.eventTriggersDigest,
    severity: held.severity,
    environment: held.environment,
    approvalsNeeded: held.approvalsNeeded,
  };
}

/** Who may not approve it, whatever their role: whoever wrote, edited or submitted it, or registered a credential it runs with. */
export function writersOf(held: Held): ReadonlySet<string> {
  const editors = held.versions.map((version) => version.editorId);
  return new Set([held.authorId, ...editors, ...(held.submittedById === null ? [] : [held.submittedById])]);
}

/** What approvals are looked at with. */
export interface Weighing {
  readonly now: Date;
  /** Of the credentials it would run with. */
  readonly registrars: ReadonlySet<string>;
  /** Which accounts may be one person's, since it was drafted. */
  readonly sameHand: SameHand;
}

/** Whether an account may be in the hands of somebody who may not approve it, without being theirs. */
export function isInTheirHands(
  held: Held,
  personId: string,
  { registrars, sameHand }: Pick<Weighing, 'registrars' | 'sameHand'>,
): boolean {
  return [...writersOf(held), ...registrars].some((other) => sameHand(personId, other));
}

/** Why an approval does not count, in a sentence; null where it does. */
function approvalProblem(held: Held, approval: ApprovalRow, at: Weighing): string | null {
  const { now, registrars } = at;
  const { approver } = approval;
  if (approval.voidedAt !== null) return `Void: ${approval.voidedWhy ?? ''}.`;
  if (approval.versionId !== held.version.id) return 'It is of another version.';
  if (approval.expiresAt <= now) return 'It has ended.';
  if (approver.disabledAt !== null) return 'Its approver is disabled.';
  if (!roleMay(approver.role, 'remediation:approve')) return 'Its approver may not approve any more.';
  if (writersOf(held).has(approver.id)) return 'Its approver wrote or edited it.';
  if (registrars.has(approver.id)) return 'Its approver registered the credential it runs with.';
  if (isInTheirHands(held, approver.id, at))
    return 'By a password link, its approver may be the same person as who wrote it or registered the credential.';
  return bindingProblem(held, approval);
}

/** Each approval with why it does not count, null where it does. Of those that may be one person's only the first does. */
export function weighedApprovals(
  held: Held,
  at: Weighing,
): readonly { readonly approval: ApprovalRow; readonly why: string | null }[] {
  const counted: string[] = [];
  return held.approvals.map((approval) => {
    const why = approvalProblem(held, approval, at);
    if (why !== null) return { approval, why };
    if (counted.some((other) => at.sameHand(other, approval.approverId)))
      return { approval, why: 'By a password link, its approver may be the same person as another one.' };
    counted.push(approval.approverId);
    return { approval, why };
  });
}

/** Whether the bytes that are stored are the ones that were approved, and whether Postern wrote the approval at all. */
function bindingProblem(held: Held, approval: ApprovalRow): string | null {
  let text: string;
  try {
    text = boundText(boundOf(held), approval);
  } catch (error) {
    if (error instanceof ServiceError) return error.message;
    throw error;
  }
  if (text !== approval.bound || sha256(text) !== approval.hash)
    return 'What was approved is not what is stored now.';
  return sealHolds('postern approval', approval.hash, approval.seal)
    ? null
    : 'It was not written by Postern.';
}

/** The hash and the seal of an approval as it is written down. */
export function sealed(
  bound: Bound,
  approval: Parameters<typeof boundText>[1],
): { readonly bound: string; readonly hash: string; readonly seal: string } {
  const text = boundText(bound, approval);
  const hash = sha256(text);
  return { bound: text, hash, seal: sealOf('postern approval', hash) };
}

/** How many people had approved the present version at `then`, whatever has become of them since: for undoing what ran then. */
export function approversAt(held: Held, then: Date): number {
  const given = held.approvals.filter(
    (approval) =>
      approval.versionId === held.version.id &&
      approval.at <= then &&
      approval.expiresAt > then &&
      (approval.voidedAt === null || approval.voidedAt > then) &&
      bindingProblem(held, approval) === null,
  );
  return new Set(given.map((approval) => approval.approverId)).size;
}

/** The people whose approval of the present version counts, in the role they have now. */
export function validApprovers(held: Held, at: Weighing): readonly Approver[] {
  return weighedApprovals(held, at)
    .filter(({ why }) => why === null)
    .map(({ approval: { approver } }) => ({ id: approver.id, role: approver.role }));
}
