import type { Rehearsal } from '../../engine/remediation/rehearse/rehearsal.ts';
import type { AskedStatements } from '../jobs/ask-seen-statements.ts';
import { database } from './client.ts';
import type { ClaimedExecution } from './executions.ts';
import type { Prisma } from './generated/client.ts';

/** Once for an execution; a second one of the same is not written. */
export async function insertRehearsal(
  { id, remediationId, versionId }: ClaimedExecution,
  rehearsal: Rehearsal & { readonly seenStatements: AskedStatements },
): Promise<void> {
  const { outcome, reason } = rehearsal;
  const result: object = rehearsal;
  await database().rehearsal.createMany({
    data: [
      {
        executionId: id,
        remediationId,
        versionId,
        outcome,
        reason: reason ?? '',
        result: result as Prisma.InputJsonObject,
      },
    ],
    skipDuplicates: true,
  });
}
