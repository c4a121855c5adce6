import { z } from 'zod';
import type { Access } from '../auth/access.ts';
import { inTransaction } from '../db/client.ts';
import { ServiceError } from '../errors.ts';
import { noteSchema } from '../triage/note.ts';
import { environmentOf } from './environment-of.ts';
import { releaseFindings, takeFindings } from './mark-findings.ts';
import { type Held, holdRemediation, moveRemediation, requireMove } from './move-remediation.ts';
import { approvalsNeeded } from './requirements.ts';
import { denialOf, weigh } from './weigh.ts';

export const submitSchema = z.strictObject({ note: noteSchema.default('') });
export const withdrawalSchema = z.strictObject({ reason: noteSchema.default('') });

/** Days after which a submission that nobody decided about ends. */
export const submissionDays = 14;

const unknownState = z.looseObject({ stateUnknown: z.string().nullish() });

/** Throws where nobody could approve it as it is: what would be refused when it runs is refused now. */
function requireSubmittable({ version, kind, target }: Held): void {
  if (kind === 'migration')
    throw new ServiceError(
      'conflict',
      'Its objects belong to migrations: hand it off, it is never applied here.',
    );
  if (kind === 'config') return;
  if (version.executionRole === null)
    throw new ServiceError(
      'conflict',
      'Say which role is to run it, or register an execution credential, and plan it again.',
    );
  if (version.executionRole === target.user)
    throw new ServiceError('conflict', 'The scan role never applies anything: name another role.');
  if (version.stateFingerprint === null || version.eventTriggersDigest === null) {
    const said = unknownState.safeParse(version.impact);
    const why = said.success ? said.data.stateUnknown : null;
    throw new ServiceError(
      'conflict',
      `The state it was planned on could not be read whole, so an approval would be of something unknown${why ? `: ${why}` : '.'}`,
    );
  }
}

/** Asks for approval. Its findings are in remediation from here on. Throws `conflict` where no rule allows it. */
export async function submitRemediation(
  access: Access<'remediation:draft'>,
  id: string,
  note: string,
): Promise<void> {
  access.demand('remediation:draft');
  const { person, actor } = access;
  await inTransaction(async (transaction) => {
    const held = await holdRemediation(transaction, id);
    requireMove(held, 'submitted');
    if (held.state !== 'draft')
      throw new ServiceError('conflict', `This remediation is ${held.state}: edit it first.`);
    requireSubmittable(held);
    const environment = await environmentOf(held.targetId);
    const requirements = await weigh({ ...held, environment }, transaction);
    const denial = denialOf(requirements);
    if (denial !== null) throw new ServiceError('conflict', denial, { denied: requirements.denied });
    await takeFindings(transaction, actor, held);
    await moveRemediation(transaction, actor, held, {
      to: 'submitted',
      trail: 'remediation.submit',
      reason: note,
      detail: { rules: requirements.version, environment, needs: approvalsNeeded(requirements) },
      fields: {
        submittedById: person.id,
        submittedAt: new Date(),
        environment,
        approvalsNeeded: approvalsNeeded(requirements),
      },
    });
  });
}

/** Takes it back: whoever drafts may, at any time before it runs. It ends there; what was approved of it is void. */
export async function withdrawRemediation(
  access: Access<'remediation:draft'>,
  id: string,
  reason: string,
): Promise<void> {
  access.demand('remediation:draft');
  await inTransaction(async (transaction) => {
    const held = await holdRemediation(transaction, id);
    requireMove(held, 'withdrawn');
    await releaseFindings(transaction, access.actor, held, 'withdrawn');
    await moveRemediation(transaction, access.actor, held, {
      to: 'withdrawn',
      trail: 'remediation.withdraw',
      reason,
    });
  });
}
