import { z } from 'zod';
import { verifiersIn } from '../../engine/remediation/new-password.ts';
import type { Access } from '../auth/access.ts';
import { inTransaction } from '../db/client.ts';
import { findHeldCredential } from '../db/execution-credentials.ts';
import { findRecordsOf } from '../db/remediation-findings.ts';
import { findRemediation, updateRemediation } from '../db/remediations.ts';
import { ServiceError } from '../errors.ts';
import { requireTarget } from '../targets/get-target.ts';
import { noteSchema } from '../triage/note.ts';
import { environmentOf } from './environment-of.ts';
import { releaseFindings, underWay } from './mark-findings.ts';
import { type Held, heldOf, holdRemediation, moveRemediation, tellRemediation } from './move-remediation.ts';
import { newPasswordSchema } from './new-password.ts';
import { planModelPart } from './plan-model-part.ts';
import { type Planned, planRemediation } from './plan-remediation.ts';
import { readScript } from './script-content.ts';
import { executionRoleOf, facetsOf, insertDraft, requireOtherRole, writeVersion } from './write-draft.ts';

/** A role's name as the catalog has it. */
const roleSchema = z.string().min(1).max(63);

const fingerprints = z.array(z.string().min(1).max(64)).min(1, 'choose a finding').max(2000);

export const draftSchema = z.strictObject({
  target: z.uuid(),
  findings: fingerprints,
  title: z.string().trim().min(1).max(200).optional(),
  /** Who the script is to run as; left out: the role of the target's registered credential. */
  executionRole: roleSchema.optional(),
  /** Mends the one finding by a new password. */
  newPassword: newPasswordSchema.optional(),
  reason: noteSchema.default(''),
});

export const editSchema = z.strictObject({
  /** Left out: the same findings, planned anew on the last scan. */
  findings: fingerprints.optional(),
  title: z.string().trim().min(1).max(200).optional(),
  executionRole: roleSchema.optional(),
  reason: noteSchema.default(''),
});

export interface Drafted {
  /** One for each kind of change and database. */
  readonly remediations: readonly { readonly id: string; readonly title: string }[];
  readonly refused: readonly { readonly fingerprint: string; readonly title: string; readonly why: string }[];
}

const newPasswordOf = ({ newPassword }: z.infer<typeof draftSchema>): Readonly<Record<string, string>> =>
  newPassword === undefined ? {} : { newPasswordOf: newPassword.role };

/** One password for one role: several findings at once could be several roles, and all would get the same. */
function verifiersFor({ newPassword, findings }: z.infer<typeof draftSchema>): ReadonlyMap<string, string> {
  if (newPassword === undefined) return new Map();
  if (new Set(findings).size > 1)
    throw new ServiceError('invalid-input', 'A new password is for one finding: draft it by itself.');
  return new Map([[newPassword.role, newPassword.verifier]]);
}

function requireUsed(verifiers: ReadonlyMap<string, string>, planned: readonly Planned[]): void {
  const used = new Set(planned.flatMap(({ plan }) => [...verifiersIn(plan.changes).keys()]));
  if (planned.length > 0 && [...verifiers.keys()].some((role) => !used.has(role)))
    throw new ServiceError('invalid-input', 'A new password of that role does not mend this.');
}

/** Throws `not-found` where the target has no such finding. */
async function chosenFindings(targetId: string, fingerprints: readonly string[]) {
  const records = await findRecordsOf(targetId, [...new Set(fingerprints)]);
  if (records.length < new Set(fingerprints).size)
    throw new ServiceError('not-found', 'There is no such finding in this database.');
  return records;
}

/**
 * Plans what mends these findings of one database on its last scan, as drafts: nothing is asked of anybody yet. Findings that no
 * script mends are said with what to do instead.
 */
export async function draftRemediation(
  access: Access<'remediation:draft' | 'finding:read'>,
  request: z.infer<typeof draftSchema>,
): Promise<Drafted> {
  access.demand('remediation:draft');
  const target = await requireTarget(request.target);
  const chosen = await chosenFindings(target.id, request.findings);
  const verifiers = verifiersFor(request);
  const { planned, refused } = await planRemediation(access, target.id, chosen, verifiers);
  requireUsed(verifiers, planned);
  const environment = await environmentOf(target.id);
  const authorId = access.person.id;
  const remediations = await inTransaction(async (transaction) => {
    const draft = {
      target,
      authorId,
      environment,
      executionRole: await executionRoleOf(transaction, target, request.executionRole, planned),
      title: planned.length === 1 ? request.title : undefined,
      reason: request.reason,
      detail: newPasswordOf(request),
    };
    const made: { id: string; title: string }[] = [];
    for (const one of planned) made.push(await insertDraft(transaction, access.actor, one, draft));
    return made;
  });
  return { remediations, refused };
}

/** The same part of the model, or the findings chosen, planned on the last scan: one change. */
async function plannedAnew(
  access: Access<'finding:read'>,
  before: Held,
  edit: z.infer<typeof editSchema>,
): Promise<Planned> {
  const { model, changes } = readScript(before.version.script, before.version.digest);
  if (model !== undefined) {
    if (edit.findings !== undefined)
      throw new ServiceError(
        'invalid-input',
        'It is of the role and grant model: it has no findings to choose.',
      );
    return planModelPart(access, before.targetId, model);
  }
  const same = before.version.findings.map((finding) => finding.fingerprint);
  const chosen = await chosenFindings(before.targetId, edit.findings ?? same);
  // A verifier is made anew only by whoever knows the password.
  const { planned, refused } = await planRemediation(access, before.targetId, chosen, verifiersIn(changes));
  const [one] = planned;
  if (one === undefined || planned.length > 1 || refused.length > 0)
    throw new ServiceError(
      'invalid-input',
      refused[0]?.why ?? 'These findings need several changes: draft them apart.',
      refused,
    );
  return one;
}

/**
 * Another version, planned on the last scan. What was submitted or approved is a draft again, and every approval of it is void.
 * Throws `invalid-input` where the findings need more than one change, or none.
 */
export async function editRemediation(
  access: Access<'remediation:draft' | 'finding:read'>,
  id: string,
  edit: z.infer<typeof editSchema>,
): Promise<void> {
  access.demand('remediation:draft');
  const before = heldOf(await findRemediation(id));
  const one = await plannedAnew(access, before, edit);
  await inTransaction(async (transaction) => {
    let held = await holdRemediation(transaction, id);
    if (held.version.id !== before.version.id)
      throw new ServiceError('conflict', 'Somebody else edited it in the meantime. Nothing was overwritten.');
    const executionRole =
      edit.executionRole ??
      (await findHeldCredential(held.targetId, transaction))?.role ??
      held.version.executionRole;
    requireOtherRole(executionRole, held.target.user, [one]);
    const { actor, person } = access;
    const { reason } = edit;
    if (held.state !== 'draft') {
      if (underWay.includes(held.state)) await releaseFindings(transaction, actor, held, 'draft');
      held = await moveRemediation(transaction, actor, held, {
        to: 'draft',
        trail: 'remediation.reopen',
        reason,
      });
    }
    const number = held.version.number + 1;
    const version = { remediationId: id, number, editorId: person.id, reason, executionRole };
    await writeVersion(transaction, one, held.targetId, version);
    await updateRemediation(transaction, id, {
      currentVersionId: one.version.id,
      ...facetsOf(one),
      ...(edit.title === undefined ? {} : { title: edit.title }),
      submittedById: null,
      submittedAt: null,
      scheduledById: null,
      scheduledFor: null,
    });
    await tellRemediation(transaction, actor, heldOf(await findRemediation(id, transaction)), {
      action: 'remediation.edit',
      reason,
      detail: { findings: one.findings.length, before: before.version.digest },
    });
  });
}
