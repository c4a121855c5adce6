import type { AuditAction } from '../audit/record.ts';
import { actAsPostern } from '../auth/access.ts';
import { queueReading } from '../db/applied-remediations.ts';
import { inTransaction } from '../db/client.ts';
import { type ClaimedExecution, type EndedExecutionState, endExecution } from '../db/executions.ts';
import { ServiceError } from '../errors.ts';
import { releaseFindings } from './mark-findings.ts';
import { holdRemediation, moveRemediation } from './move-remediation.ts';
import type { RemediationState } from './remediation-state.ts';

const actor = actAsPostern().actor;

/** How an execution ended, in words for people; `outcome` is what is kept of it. */
export interface ExecutionEnd {
  readonly state: EndedExecutionState | 'needs-human';
  readonly code: string | null;
  readonly message: string | null;
  readonly outcome: object;
}

/** Its database was taken off the fleet in that moment: what it ended as is still worth keeping. */
function ofArchived(error: unknown): null {
  if (error instanceof ServiceError && error.code === 'not-found') return null;
  throw error;
}

/** What becomes of the remediation: an undo that did not come about leaves it applied. */
function stepOf(
  direction: 'up' | 'down',
  state: ExecutionEnd['state'],
): { readonly to: RemediationState; readonly trail: AuditAction } {
  if (state === 'needs-human') return { to: 'needs-human', trail: 'remediation.needs-human' };
  if (direction === 'up')
    return state === 'done'
      ? { to: 'applied', trail: 'remediation.applied' }
      : { to: 'failed', trail: 'remediation.failed' };
  return state === 'done'
    ? { to: 'undone', trail: 'remediation.undone' }
    : { to: 'applied', trail: 'remediation.undo-failed' };
}

/** What the next look for proof starts from: an applied one has not been looked at, nor has one whose undo came to nothing. */
function fieldsOf(to: RemediationState, direction: 'up' | 'down') {
  if (to !== 'applied') return {};
  return { verifyScanId: null, verifiedAt: null, ...(direction === 'up' ? { appliedAt: new Date() } : {}) };
}

/**
 * Ends an execution and takes its remediation along, with the scan that is to prove it, all or nothing. False, and nothing
 * written, where the execution is somebody else's by now.
 */
export function finishExecution(claim: ClaimedExecution, end: ExecutionEnd): Promise<boolean> {
  return inTransaction(async (transaction) => {
    await transaction.$executeRaw`SET LOCAL synchronous_commit = on`;
    // Before the execution's own row: whoever presses a button takes them in this order too.
    const held = await holdRemediation(transaction, claim.remediationId).catch(ofArchived);
    if (!(await endExecution(transaction, claim, end))) return false;
    if (claim.direction === 'rehearsal' || held === null) return true;
    const { to, trail } = stepOf(claim.direction, end.state);
    await moveRemediation(transaction, actor, held, {
      to,
      trail,
      reason: end.message ?? '',
      detail: { execution: claim.id, code: end.code },
      fields: fieldsOf(to, claim.direction),
    });
    if (to === 'undone') await releaseFindings(transaction, actor, held, 'undone');
    if (end.state === 'done') await queueReading(transaction, claim.targetId);
    return true;
  });
}
