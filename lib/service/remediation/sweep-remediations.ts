import { actAsPostern } from '../auth/access.ts';
import { roleMay } from '../auth/permissions.ts';
import { database, inTransaction, type Transaction } from '../db/client.ts';
import { countUnsettled } from '../db/execution-requests.ts';
import { lockPerson } from '../db/people.ts';
import { findApprovedIds, findDue, findEnded } from '../db/remediation-approvals.ts';
import { findRemediation, voidApprovals } from '../db/remediations.ts';
import { ServiceError } from '../errors.ts';
import { logFailure } from '../log-failure.ts';
import { approvedRun, weighing } from './approved-script.ts';
import { beginExecution } from './begin-execution.ts';
import { isOpen, nextOpening } from './maintenance-window.ts';
import { releaseFindings } from './mark-findings.ts';
import { type Held, heldOf, holdRemediation, moveRemediation } from './move-remediation.ts';
import { isSatisfied } from './requirements.ts';
import { submissionDays } from './submit-remediation.ts';
import { validApprovers } from './valid-approvals.ts';
import { weigh } from './weigh.ts';
import { windowOf } from './window-of.ts';

const actor = actAsPostern().actor;
const unscheduled = { scheduledById: null, scheduledFor: null } as const;

/** Each by itself: one that cannot be must not keep the others. Answers how many were done. */
async function each(
  ids: readonly string[],
  about: string,
  act: (id: string) => Promise<boolean>,
): Promise<number> {
  let done = 0;
  for (const id of ids) {
    try {
      if (await act(id)) done += 1;
    } catch (error) {
      logFailure(`${about} ${id}`, error);
    }
  }
  return done;
}

/**
 * Ends approvals whose time is over, and submissions that nobody decided about in fourteen days. What loses an approval that it
 * needs waits for another one; its findings stay in remediation until the submission ends too. Answers how many changed.
 */
export async function endApprovals(now: Date = new Date()): Promise<number> {
  const before = new Date(now.getTime() - submissionDays * 86_400_000);
  const ids = await findEnded(now, before);
  return each(ids, 'ending approvals of remediation', (id) =>
    inTransaction((transaction) => endIn(transaction, id, now, before)),
  );
}

async function endIn(transaction: Transaction, id: string, now: Date, before: Date): Promise<boolean> {
  const held = await holdRemediation(transaction, id);
  const waits = ['submitted', 'approved', 'scheduled'].includes(held.state);
  if (waits && held.submittedAt !== null && held.submittedAt <= before) {
    await releaseFindings(transaction, actor, held, 'expired');
    const reason = `It was not applied within ${submissionDays} days after it was submitted.`;
    const fields = unscheduled;
    await moveRemediation(transaction, actor, held, {
      to: 'expired',
      trail: 'remediation.expire',
      reason,
      fields,
    });
    return true;
  }
  const over = held.approvals
    .filter((one) => one.voidedAt === null && one.expiresAt <= now)
    .map((one) => one.id);
  if (over.length === 0) return false;
  await voidApprovals(transaction, { remediationId: id, ids: over }, 'it ended');
  const left = await holdRemediation(transaction, id);
  if (left.state === 'submitted' || (await stillApproved(transaction, left, now))) return true;
  await moveRemediation(transaction, actor, left, {
    to: 'submitted',
    trail: 'remediation.approval-ended',
    reason: 'An approval that it needs has ended.',
    fields: unscheduled,
  });
  return true;
}

async function stillApproved(within: Transaction, held: Held, now: Date): Promise<boolean> {
  const approvers = validApprovers(held, await weighing(held, now, within));
  return approvers.length >= held.approvalsNeeded && isSatisfied(await weigh(held, within), approvers);
}

/**
 * What is not approved by enough people any more (a stricter rule, an approver who left or registered the credential) waits for
 * approval again: it could not run as it is, and nobody could agree to it. Answers how many went back.
 */
export async function returnUnapproved(now: Date = new Date()): Promise<number> {
  return each(await findApprovedIds(), 'asking approvals of remediation', async (id) => {
    if (await stillApproved(database(), heldOf(await findRemediation(id)), now)) return false;
    return inTransaction(async (transaction) => {
      const held = await holdRemediation(transaction, id);
      if (!['approved', 'scheduled', 'failed'].includes(held.state)) return false;
      if (await stillApproved(transaction, held, now)) return false;
      await moveRemediation(transaction, actor, held, {
        to: 'submitted',
        trail: 'remediation.approval-ended',
        reason: 'It is not approved by enough people any more.',
        fields: unscheduled,
      });
      return true;
    });
  });
}

/** Begins what was scheduled and is due. What may not begin any more goes back, with the reason. Answers how many began. */
export async function startDue(now: Date = new Date()): Promise<number> {
  return each(await findDue(now), 'beginning scheduled remediation', (id) =>
    inTransaction((transaction) => startIn(transaction, id, now)),
  );
}

async function startIn(transaction: Transaction, id: string, now: Date): Promise<boolean> {
  const held = await holdRemediation(transaction, id);
  if (held.state !== 'scheduled' || held.scheduledFor === null || held.scheduledFor > now) return false;
  // Another change of the same database goes first; this one is asked about again at the next look.
  if ((await countUnsettled(transaction, held.targetId)) > 0) return false;
  const window = await windowOf(held.targetId, transaction);
  if (window !== null && !isOpen(window, now)) return missed(transaction, held, nextOpening(window, now));
  try {
    const scheduler = await lockPerson(transaction, held.scheduledById ?? '');
    if (scheduler === null || scheduler.disabledAt !== null || !roleMay(scheduler.role, 'remediation:apply'))
      throw new ServiceError('forbidden', 'Who scheduled it may not apply any more.');
    const run = await approvedRun(held, 'up', { now, within: transaction, window: 'checked' });
    await beginExecution(transaction, actor, held, {
      direction: 'up',
      requestedById: scheduler.id,
      credential: null,
      role: run.script.role,
    });
    return true;
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    await moveRemediation(transaction, actor, held, {
      to: (await stillApproved(transaction, held, now)) ? 'approved' : 'submitted',
      trail: 'remediation.unschedule',
      reason: `It could not begin: ${error.message}`,
      fields: unscheduled,
    });
    return false;
  }
}

/** Nobody was there while the window was open: it begins when it opens next, if its approvals last so long. */
async function missed(transaction: Transaction, held: Held, next: Date | null): Promise<boolean> {
  const lasts =
    next !== null &&
    held.approvals.every(
      (one) => one.voidedAt !== null || one.versionId !== held.version.id || one.expiresAt > next,
    );
  const at = lasts ? next : null;
  await moveRemediation(transaction, actor, held, {
    to: 'approved',
    trail: 'remediation.unschedule',
    reason: 'The maintenance window closed before it could begin.',
    fields: unscheduled,
  });
  if (at === null) return false;
  const again = await holdRemediation(transaction, held.id);
  await moveRemediation(transaction, actor, again, {
    to: 'scheduled',
    trail: 'remediation.schedule',
    detail: { for: at.toISOString() },
    fields: { scheduledById: held.scheduledById, scheduledFor: at },
  });
  return false;
}
