import { z } from 'zod';
import { recordEvent } from '../audit/record.ts';
import type { Access } from '../auth/access.ts';
import { proofSchema, reauthenticate } from '../auth/reauthenticate.ts';
import { requireActor } from '../auth/require-actor.ts';
import { inTransaction } from '../db/client.ts';
import { findOpenScan, insertScan } from '../db/scan-queue.ts';
import { ServiceError } from '../errors.ts';
import { noteSchema } from '../triage/note.ts';
import { requireApproved } from './approved-script.ts';
import { holdRemediation, moveRemediation } from './move-remediation.ts';

export const confirmSchema = z.strictObject({ proof: proofSchema, note: noteSchema.default('') });

/**
 * What Postern does not reach (a file of the server, a service's console) was approved, and somebody has done it by hand: said with
 * the password typed again. A scan is queued, which finds out. Throws `conflict`.
 */
export async function confirmRemediation(
  access: Access<'remediation:apply'>,
  id: string,
  { proof, note }: z.infer<typeof confirmSchema>,
  address: string,
): Promise<void> {
  access.demand('remediation:apply');
  await reauthenticate(access, proof, { address, about: `confirming remediation ${id}` });
  await inTransaction(async (transaction) => {
    const held = await holdRemediation(transaction, id);
    await requireActor(transaction, access, 'remediation:apply');
    if (held.kind !== 'config')
      throw new ServiceError('conflict', 'Postern applies this itself, or its migration does.');
    if (held.state !== 'approved')
      throw new ServiceError('conflict', `This remediation is ${held.state}: it has to be approved first.`);
    const now = new Date();
    await requireApproved(held, now, transaction);
    const open = await findOpenScan(held.targetId);
    const scan = open ?? (await insertScan(transaction, held.targetId, access.person.id));
    await moveRemediation(transaction, access.actor, held, {
      to: 'applied',
      trail: 'remediation.confirm',
      reason: note,
      detail: { scan },
      fields: { appliedAt: now },
    });
    if (open === null)
      await recordEvent(transaction, access.actor, 'scan.request', held.target.name, { scan });
  });
}
