import type { SignedInPerson } from '../auth/access.ts';
import { roleMay } from '../auth/permissions.ts';
import type { QueuedRow } from '../db/remediation-queue.ts';
import type { SameHand } from '../people/same-hand.ts';

/** The person whose queue it is. */
export interface Asking extends Pick<SignedInPerson, 'id' | 'role'> {
  /** Which accounts may be one person's, for what was begun then. */
  readonly hands: (since: Date) => SameHand;
}

/** Approvals that a list counts: a list does not check their seals, `approvedScript` does. */
export function liveApprovers(row: QueuedRow, now: Date): ReadonlySet<string> {
  return new Set(
    row.approvals
      .filter(
        (one) =>
          one.versionId === row.currentVersionId && one.expiresAt > now && one.approver.disabledAt === null,
      )
      .map((one) => one.approverId),
  );
}

/**
 * Whether it is this person it waits for: another's submission they may approve and have not, an approved one they may apply,
 * their own draft, one whose end has to be looked at, one that ran and failed.
 */
export function waitsFor(row: QueuedRow, { id, role, hands }: Asking, now: Date): boolean {
  const writers = [row.authorId, row.submittedById, ...row.versions.map((one) => one.editorId)];
  const wrote = writers.includes(id);
  switch (row.state) {
    case 'draft':
      return row.authorId === id;
    case 'submitted': {
      if (!roleMay(role, 'remediation:approve')) return false;
      const mine = hands(row.createdAt);
      return ![...writers, ...liveApprovers(row, now)].some((other) => other !== null && mine(id, other));
    }
    case 'approved':
    case 'failed':
    case 'needs-human':
      return roleMay(role, 'remediation:apply');
    case 'applied':
      return roleMay(role, 'remediation:apply') && wrote;
    default:
      return false;
  }
}

/** States in which something may wait for a person at all. */
export const waitingStates = ['draft', 'submitted', 'approved', 'failed', 'needs-human', 'applied'] as const;
