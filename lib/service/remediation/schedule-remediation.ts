import { z } from 'zod';
import type { Access } from '../auth/access.ts';
import { proofSchema, reauthenticate } from '../auth/reauthenticate.ts';
import { requireActor } from '../auth/require-actor.ts';
import { inTransaction, type Transaction } from '../db/client.ts';
import { ServiceError } from '../errors.ts';
import { approvedRun } from './approved-script.ts';
import { requireCredential } from './begin-execution.ts';
import type { GivenCredential } from './execution-credential.ts';
import { isOpen, nextOpening } from './maintenance-window.ts';
import { type Held, holdRemediation, moveRemediation, requireMove } from './move-remediation.ts';
import { windowOf } from './window-of.ts';

export const scheduleSchema = z.strictObject({
  proof: proofSchema,
  /** ISO 8601; left out: when the maintenance window opens next. */
  at: z.iso.datetime({ offset: true }).optional(),
});

export interface Scheduled {
  readonly state: 'scheduled';
  readonly scheduledFor: string;
}

const minuteUtc = (at: Date) => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
const wrongTime = (message: string) => new ServiceError('invalid-input', message, [{ field: 'at', message }]);

/** The first end of the approvals that count. */
function approvedUntil(held: Held): Date | null {
  const ends = held.approvals
    .filter((one) => one.versionId === held.version.id && one.voidedAt === null)
    .map((one) => one.expiresAt.getTime());
  return ends.length === 0 ? null : new Date(Math.min(...ends));
}

/** Puts a held remediation, whose approval was asked for already, off to `at`. Throws `conflict` where it could not begin then. */
export async function scheduleIn(
  transaction: Transaction,
  access: Access<'remediation:apply'>,
  held: Held,
  at: Date | null,
  credential: GivenCredential | null,
): Promise<Scheduled> {
  if (at === null)
    throw new ServiceError(
      'conflict',
      'The maintenance window of this database does not open within a year.',
    );
  if (credential !== null)
    throw new ServiceError(
      'conflict',
      `The maintenance window is closed until ${minuteUtc(at)}. A credential for one run is not kept until then: register it, or apply it in the window.`,
      { nextOpening: at.toISOString() },
    );
  await requireCredential(transaction, held, { credential: null, role: held.version.executionRole ?? '' });
  const until = approvedUntil(held);
  if (until === null || until <= at)
    throw new ServiceError(
      'conflict',
      `Its approval ${until === null ? 'has ended' : `ends ${minuteUtc(until)}`}, before it could begin (${minuteUtc(at)}).`,
      { nextOpening: at.toISOString() },
    );
  await moveRemediation(transaction, access.actor, held, {
    to: 'scheduled',
    trail: 'remediation.schedule',
    detail: { for: at.toISOString() },
    fields: { scheduledById: access.person.id, scheduledFor: at },
  });
  return { state: 'scheduled', scheduledFor: at.toISOString() };
}

/** Has an approved remediation begin later by itself, with the registered credential and the password typed again. */
export async function scheduleRemediation(
  access: Access<'remediation:apply'>,
  id: string,
  { proof, at }: z.infer<typeof scheduleSchema>,
  address: string,
): Promise<Scheduled> {
  access.demand('remediation:apply');
  await reauthenticate(access, proof, { address, about: `scheduling remediation ${id}` });
  return inTransaction(async (transaction) => {
    const held = await holdRemediation(transaction, id);
    await requireActor(transaction, access, 'remediation:apply');
    requireMove(held, 'scheduled');
    const now = new Date();
    await approvedRun(held, 'up', { now, within: transaction, window: 'ignored' });
    const window = await windowOf(held.targetId, transaction);
    if (at === undefined && window === null)
      throw wrongTime('Say when: this database has no maintenance window.');
    const asked = at === undefined ? now : new Date(at);
    if (at !== undefined && asked <= now) throw wrongTime('This time is over already.');
    const then = window === null || isOpen(window, asked) ? asked : nextOpening(window, asked);
    return scheduleIn(transaction, access, held, then, null);
  });
}

/** Takes it off the schedule: approved, as before. */
export async function unscheduleRemediation(access: Access<'remediation:apply'>, id: string): Promise<void> {
  access.demand('remediation:apply');
  await inTransaction(async (transaction) => {
    const held = await holdRemediation(transaction, id);
    if (held.state !== 'scheduled')
      throw new ServiceError('conflict', `This remediation is ${held.state}: it is not scheduled.`);
    await moveRemediation(transaction, access.actor, held, {
      to: 'approved',
      trail: 'remediation.unschedule',
      fields: { scheduledById: null, scheduledFor: null },
    });
  });
}
