import type { SignedInPerson } from '../auth/access.ts';
import { roleMay } from '../auth/permissions.ts';
import type { QueuedRow } from '../db/remediation-queue.ts';

/** The person whose queue it is. */
export type Asking = Pick<SignedInPerson, 'id' | 'role'>;

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
export function waitsFor(row: QueuedRow, { id, role }: Asking, now: Date): boolean {
  const wrote =
    row.authorId === id || row.submittedById === id || row.versions.some((one) => one.editorId === id);
  switch (row.state) {
    case 'draft':
      return row.authorId === id;
    case 'submitted':
      return roleMay(role, 'remediation:approve') && !wrote && !liveApprovers(row, now).has(id);
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
